import type { FamilyTerms } from './vocabulary';

/** Core mechanisms, vision features and structure. */
export const MECHANISM_TERMS = {
  'self-attention': {
    terms: {
      4: 'pure/purely transformer, pure attention, attention only model, self attention only, attention alone, solely/entirely/exclusively/purely on self attention, based/built/relies exclusively/entirely/solely on attention, convolution free, no recurrence, without convolution/convolutions/recurrence, purely attention based, fully attentional',
      3: 'self attention network/model/architecture, weight/parameter sharing, universal transformer, shared queries/keys/values',
      2: 'plain/vanilla/standard/pure transformer, plain vision transformer, transformer backbone, transformer encoder, transformer decoder, transformer layers, bidirectional self attention, self attention layer/module/mechanism/block, sequence of patches, image patches, decoder only transformer, causal transformer, audio/speech/spectrogram/music/image/point/set/tabular transformer, contextual embedding, sequence to sequence model',
      1.5: 'self attention, transformer architecture/model/network, transformer based model/architecture, full/dense attention, self attentive, diffusion transformer, diffusion models with transformers, transformers for',
      0.7: 'transformer, vision transformer, attention mechanism, attention based model, attention layer, vit',
    },
  },
  'cross-attention': {
    terms: {
      5: 'cross attention, co attention, cross modal attention, cross modality attention, multimodal attention, dual cross attention, co attentional, crossmodal attention, cross attend/attends/attending, decoupled cross attention, attention bottleneck, cross image attention, cross lingual attention, bidirectional cross attention, guided cross attention',
      4: 'cross * attention, attention fusion, attentional/attentive feature fusion, cross modal fusion, joint attention, cross layer attention, fusion transformer, self and cross attention, multimodal transformer, crossmodal, soft alignment, cross modal interaction, encoder decoder attention, depth attention',
      3: 'multimodal fusion, bidirectional attention, bi directional attention, attend to each other, context vector, decoder attends, source target attention',
      2: 'cross view, cross modal, cross modality, multi source, visual question answering, image text matching, encoder decoder, visual and textual, vision and language, image and text, audio and video/visual, fusion module, feature fusion, modality fusion, complementary information/features, infrared and visible, image fusion, source sentence, q former, cross layer, between the two, both modalities, each other',
    },
    topics: {
      2: 'fusion, fuse/fuses/fused/fusing, interaction between, two modalities, two streams, dual stream, dual branch, modality, reference image/images, condition/conditions/conditioning, reference, conditional generation, latent array, feature matching, stereo, pairs of images, image pair, referring, lip, dense connections, skip connection, encoder and decoder, alignment between',
      1: 'multimodal, audio visual, image text, text image, speech recognition, machine translation, stereo matching, matching, encoder, decoder, caption, two images, adapter, image prompt',
    },
  },
  'multi-head': {
    terms: {
      5: 'multi query attention, grouped query attention, mixture of attention heads, talking heads attention, head pruning, head interaction, key value heads, multi head latent attention, collaborative multi head, multi query, grouped query, attention head pruning, pruning attention heads, pruning heads, pruned heads, head wise, mixture of attention, multi head latent, latent attention, decoupled head, number of key value heads, drop entire attention heads, head fusion, head specific, multi head mixture, head selection, multihead, head level',
      4: 'gqa, number of heads, number of attention heads, head redundancy, head size/dimension, between heads, single head, single head attention, heads are redundant, low rank bottleneck, different heads, multiple heads, all heads, shared projections, uptrain/uptraining, mla, redundant heads, inter head',
      2: 'multi head attention, across heads, each head, individual head, per head, important heads, head importance, attention heads, multihead attention',
      1: 'multi head self attention, head',
    },
  },
  scoring: {
    terms: {
      5: 'sigmoid attention, entmax, sparsemax, positional/position encoding, rotary position, relative position/positional, alibi, differential transformer, monotonic attention, query key normalization, softmax is replaced, softmax with, scalable softmax, l2 self attention, extrapolate to longer, rotary position/positional embedding/encoding, absolute position/positional, relative position/positional encoding/embedding/bias, learned positional, positional information, rope based, linear biases, attention with linear biases, recency bias, contextual position encoding, no positional encoding, query key interaction, hard attention',
      4: 'positional/position embedding, rotary, length extrapolation, attention logits, softmax function, softmax normalization, temperature scaling, gated attention, longer than those seen, context extension, scaled dot product attention, attention dilution, rotation matrix, relative distance, position/positional bias, rope, attention bias, cosine attention, position information',
      3: 'length generalization, dot product attention, compute/computes/computing/calculate/calculates/calculating attention scores/weights/matrix, dot product, gating mechanism, context window extension, contextual position, sinusoidal',
      2: 'scaled dot product, softmax attention, temperature, attention probabilities, attention matrix, similarity measure',
      1: 'softmax, attention weights, attention scores',
    },
    topics: {
      3: 'expressivity, expressive power',
      2: 'normalization, expressive, expressiveness, extrapolation, position/positional, gate/gated/gating, sigmoid, relu, penalty proportional, normalize/normalizes/normalized, distribution over, sharper',
    },
  },
  'channel-spatial': {
    terms: {
      5: 'channel attention, channel wise attention, squeeze and excitation, cbam, convolutional block attention, triplet attention, coordinate attention, channel and spatial attention, spatial and channel attention, attention gates, attention gate, dual attention network, holistic attention, attention u net, split attention, residual attention network, squeeze excitation, eca, efficient channel attention, spatial channel, channel spatial, channel re weighting/recalibration, recalibrates channel, re weighting/weights feature channels, rescale/rescales/rescaling channel wise, spatial attention module, channel attention module, spatial attention mechanism, channel attention mechanism, bottleneck attention module, attention residual, residual channel attention, non local attention, plug in attention, attention guided network, attention augmented, shuffle attention, spatial and channel, channel and spatial, cross channel interaction, interdependencies between/among channels, attention cnn',
      4: 'spatial attention, senet, dual attention, inter channel, non local block, channel relationship, feature channels, suppress irrelevant, suppress/suppresses/suppressing background, highlight salient, parameter free attention, attention unet',
      3: 'attention module',
      2: 'channel wise, attention block, attention map, attention branch, channel dimension, residual attention, convolutional attention, yolo, channel, non local, refine/refines/refining features, feature refinement',
    },
    topics: {
      2: 'convolutional neural network, cnn, convolutional network, feature map, backbone network, super resolution, salient object detection, resnet, u net, unet, mobilenet, vgg, efficientnet, defect, lesion, deraining, dehazing, fine grained classification, image classification, medical image segmentation, image restoration, faster r cnn, skip connections, spatial positions, cross channel',
      1: 'object detection, segmentation, denoising, lightweight, mobile, spatial, convolution/convolutional, detection, plug and play module, negligible overhead, small objects, cifar, remote sensing, tumor, ct',
    },
  },
  'multi-scale': {
    terms: {
      5: 'multi scale attention, multiscale attention, hierarchical attention, pyramid attention, scale aware attention, global to local, coarse to fine attention, global local attention, multi scale self attention, multi scale transformer, multi granularity attention, multi scale vision transformer, multiscale vision transformer, hierarchical self attention, two level attention, two levels of attention, word and sentence level, hybrid scale, scale attention, scale wise attention, fine and coarse, spatial reduction attention, multi grained',
      4: 'cross scale, pyramid vision transformer, local and global attention, global and local attention, local global, global local, coarse to fine, multi scale, multiscale, multi granularity, multi scale features, hierarchical transformer, hierarchical vision transformer, progressive shrinking, local details and global, local detail, fine grained local, coarse grained global, spatial pyramid, multi resolution',
      3: 'pyramid, high frequency, low frequency, different/multiple/various scales, long and short range, short and long range, local and global, global and local, both local and global, both global and local',
      2: 'hierarchical, hierarchy, feature pyramid, multi level, fine grained and coarse, different sizes, global context',
    },
    topics: {
      4: 'multiple resolutions, several resolutions',
      2.5: 'multi stage, granularity, hourglass, hierarchically, hierarchical structure, hierarchical representation, hierarchical features, different granularities, coarse level',
      1: 'scale, resolution, global, fine grained, long range',
    },
  },
  'spatio-temporal': {
    terms: {
      5: 'spatio temporal attention, temporal attention, space time attention, spatial temporal attention, divided attention, temporal self attention, frame attention, cross frame attention, temporal and spatial attention, spatial and temporal attention, spatial temporal transformer, spatiotemporal transformer, video vision transformer, temporal attention mechanism, across time, between frames, time and space, space and time, time attention, time series transformer, variate tokens, inverted transformer, multi view diffusion',
      4: 'spatio temporal, spatiotemporal, spatial temporal, space time, temporal transformer, spatial and temporal, video transformer, temporal dependencies, temporal and spatial, temporal layers, temporal modeling/modelling, multivariate time',
    },
    topics: {
      4: 'time series, time series forecasting, time series anomaly, multivariate',
      3: 'temporal consistency/coherence, temporal, video generation, long video, skeleton, forecasting, traffic, optical flow, time steps, timestamps, 3d pose, human pose estimation, skeleton sequences, motion sequences, lookback window, multi camera, bird s eye view, video diffusion, video recognition, video classification, video generation model, sequence of frames, temporal information, temporal dynamics, consecutive frames',
      2: 'video, frame, motion, trajectory, pose estimation, action recognition, video understanding, sequential recommendation, body parts, motion generation, actions, dynamic scenes, tracking, human motion, spatial and temporal dimensions, multi horizon, temporally, sequential, novel view, camera',
      1: 'multi view, joints, pose, view',
    },
  },
  graph: {
    terms: {
      5: 'graph attention, graph transformer, relational attention, edge attention, graph attention network, graph attention layer, graph attentional, attention graph, knowledge graph attention, heterogeneous attention, relational transformer, relation aware self attention, relation aware, entity attention, molecule attention, graphormer, equivariant transformer',
      4: 'gat, gats, graph structured data, laplacian eigenvectors, spectral attention, edge vectors, edge types, over squashing, relations between entities',
    },
    topics: {
      4: 'graph neural network, gnn, graph convolution/convolutional, gcn, knowledge graph, message passing, feature interactions, heterogeneous graph, graph structure/structured, graph learning, adjacency matrix, graph representation, hypergraph',
      3: 'click through rate, ctr prediction, scene graph, relation extraction, molecular/molecule, graph based, nodes and edges, user item, laplacian, node features, molecules, molecular property, dependency tree, feature interaction, ctr, graph level, shortest path, user item graph',
      2: 'graph, relational, entity/entities, nodes',
      1: 'relation/relationship, edge, neighbor, recommendation, structural',
    },
  },
  memory: {
    terms: {
      5: 'associative memory, hopfield, memory augmented, memory network, external memory, recurrent attention, recurrent memory, slot attention, segment level recurrence, infini attention, neural turing machine, retrieval attention, memorizing transformer, memory transformer, dynamic memory, memory mechanism, modern hopfield, hopfield networks, dense associative memory, associative recall, recurrent transformer, segment level, compressed memories, compressive, episodic store, landmark token, passkey retrieval, infinite context, infinitely long, memorize at test time, memorizing, persistent memory, slot based, object slots',
      4: 'scratchpad, memory token, memory module, memory based, compressive memory, transformer xl, object centric, recurrence, retrieval head, past memories, beyond a fixed length, fixed length context, random access, context retrieval, multi step attention, iterative attention, memory bank, k nearest neighbor, multi hop reasoning',
    },
    topics: {
      4: 'episodic memory, working memory, long term memory, global workspace',
      2: 'memory, recurrent, retrieval augmented, retrieve/retrieves/retrieving/retrieved, lstm, recall, forgetting, external, history, object centric representation, long documents, unbounded, short term memory',
      1.5: 'lookup, recurrently, slots, hebbian, memories, read and write, episodic, associative',
      1: 'retrieval, long context, store/stores/stored',
    },
  },
  pooling: {
    terms: {
      5: 'attention pooling, attention based pooling, attentive probing, multiple instance learning, label wise attention, label attention, instance attention, attention aggregation, attention based aggregation, pooling by attention, attention based multiple instance, attention mil, attentive statistics pooling, self attentive sentence embedding, sentence level attention, bag of instances, bag label, per label attention, attention probe, token aggregation, aggregate patch tokens, slide level, whole slide image, permutation invariant',
      4: 'mil, whole slide, attentive statistics, aggregator, pooling layer/method/operation, multiple instance, weakly supervised classification, slide level labels, speaker embedding, fixed length vector, aggregate features, medical code, medical coding, distant supervision, frozen representations, bag level, feature selection',
    },
    topics: {
      2.5: 'descriptor, sets, probes, readout, pathology, histopathology, gigapixel, sentence embedding, one vector, multi label classification, mean pooling, frozen features, aggregate information, feature aggregation',
      2: 'pooling, aggregation, class token, linear probing, aggregate/aggregates/aggregating, cls token',
      1: 'instance, slide, label',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
