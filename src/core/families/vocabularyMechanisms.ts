import type { FamilyTerms } from './vocabulary';

/** Core mechanisms, vision features and structure. */
export const MECHANISM_TERMS = {
  'self-attention': {
    terms: {
      4: 'based solely on attention, relies/relying entirely on self attention, pure/purely transformer, fully attentional, standalone self attention, stand alone self attention',
      3: 'self attention network/model/architecture, transformer encoder decoder architecture, query key value projection, shared queries/keys/values, weight/parameter sharing, universal transformer, value residual',
      1.5: 'self attention, transformer architecture/model/network, transformer based model/architecture, full/dense attention, self attentive',
      0.7: 'transformer, vision transformer, attention mechanism, attention based model, attention layer, vit',
    },
  },
  'cross-attention': {
    terms: {
      5: 'cross attention, co attention, coattention, cross modal attention, cross modality attention, cross view attention, inter modal attention, multimodal attention, dual cross attention',
      4: 'cross * attention, encoder decoder attention, attention fusion, attentional/attentive feature fusion, attention based fusion, cross modal fusion, mutual attention, joint attention, cross layer attention, attention across layers, depth attention, fusion transformer, cross transformer',
      3: 'multimodal fusion, multi modal fusion, bidirectional attention, bi directional attention, attend to each other, source target attention, question guided attention, context vector, decoder attends',
      2: 'cross view, cross modal, cross modality, multi source, visual question answering, image text matching, conditional attention, encoder decoder',
    },
    topics: {
      2: 'fusion, fuse/fuses/fused/fusing, interaction between, two modalities, two streams, dual stream, dual branch, modality, reference image/images, condition/conditions/conditioning',
      1: 'multimodal, audio visual, image text, text image, speech recognition, machine translation, stereo matching, matching, other modality',
    },
  },
  'multi-head': {
    terms: {
      5: 'multi query attention, multiquery attention, grouped query attention, group query attention, mixture of attention heads, mixture of heads, talking heads attention, head pruning, prune heads, head interaction, interaction between heads, key value heads, kv heads, multi head latent attention, collaborative multi head',
      4: 'gqa, mqa, mla, number of heads, number of attention heads, redundant heads, head redundancy, head diversity, head size/dimension, query heads, head mixing, head collapse, inter head, between heads, single head',
      2: 'multi head attention, multihead attention, across heads, each head, individual head, per head, important heads, head importance, attention heads',
      1: 'multi head self attention, head',
    },
  },
  scoring: {
    terms: {
      5: 'sigmoid attention, relu attention, entmax, sparsemax, negative attention weights, negative weights, negative attention, alternative/alternatives to softmax, replace/replacing softmax, softmax alternative, softmax free, positional/position encoding, rotary position, relative position/positional, alibi, differential attention, differential transformer, monotonic attention, additive attention, location based attention, attention temperature, alignment function, attention scoring, query key normalization, qk norm, qk normalization, attention score function',
      4: 'positional/position embedding, position/positional bias, rotary, rope, length extrapolation, attention logits, attention bias, score/scoring function, softmax function, softmax normalization, temperature scaling, cosine attention, position information, attention function, content based addressing, gated attention',
      3: 'length generalization, position aware, dot product attention, inner product, similarity function, softmax operation/operator, normalization factor, compute/computes/computing/calculate/calculates/calculating attention scores/weights/matrix, dot product, attention score computation, output gate, gating mechanism, context window extension, contextual position',
      2: 'scaled dot product, softmax attention, temperature, attention noise, attention probabilities, attention matrix',
      1: 'softmax, attention weights, attention scores',
    },
    topics: {
      3: 'expressivity, expressive power, representational capacity',
      2: 'normalization, expressive, expressiveness, extrapolation, position/positional, gate/gated/gating',
    },
  },
  'channel-spatial': {
    terms: {
      5: 'channel attention, channel wise attention, squeeze and excitation, cbam, convolutional block attention, triplet attention, coordinate attention, pixel attention, channel and spatial attention, spatial and channel attention, attention gates, attention gate, recalibration, dual attention network, holistic attention, attention u net, split attention, residual attention network',
      4: 'spatial attention, se block, se net, senet, attention module, feature re weighting, dual attention, inter channel, attention unet, non local block, lightweight attention',
      2: 'channel wise, attention block, attention map, attention branch, channel dimension, refine/refines/refining features, residual attention, feature refinement, convolutional attention, yolo, channel',
    },
    topics: {
      2: 'convolutional neural network, cnn, convolutional network, feature map, backbone network, super resolution, salient object detection, resnet, u net, unet',
      1: 'object detection, segmentation, denoising, lightweight, mobile, spatial, convolution/convolutional, detection',
    },
  },
  'multi-scale': {
    terms: {
      5: 'multi scale attention, multiscale attention, cross scale attention, hierarchical attention, pyramid attention, multi resolution attention, scale aware attention, global to local, coarse to fine attention, global local attention, multi scale self attention, multi scale transformer, multi granularity attention',
      4: 'cross scale, pyramid vision transformer, local and global attention, global and local attention, local global, global local, coarse to fine, multi scale, multiscale, multi resolution, multi granularity, coarse grained and fine grained, multi scale features, hierarchical transformer, hierarchical vision transformer',
      3: 'pyramid, high frequency, low frequency, different/multiple/various scales, long and short range, short and long range, different resolutions, local and global, global and local, both local and global, both global and local, global context, coarse and fine',
      2: 'hierarchical, hierarchy, feature pyramid, high and low, multi level, fine grained and coarse, patch sizes, different sizes',
    },
    topics: { 1: 'scale, resolution, global, fine grained, long range' },
  },
  'spatio-temporal': {
    terms: {
      5: 'spatio temporal attention, spatiotemporal attention, temporal attention, space time attention, spatial temporal attention, divided attention, temporal self attention, multi view attention, motion attention, 3d attention, frame attention, inter frame attention, cross frame attention, factorized space time',
      4: 'spatio temporal, spatiotemporal, spatial temporal, space time, temporal transformer, temporal modeling/modelling, spatial and temporal, video transformer, time series, multivariate time, temporal dependencies, temporal and spatial, multivariate',
    },
    topics: {
      3: 'temporal consistency/coherence, temporal, video generation, long video, consecutive frames, skeleton',
      2: 'video, frame, motion, trajectory, pose estimation, action recognition, video understanding, sequential recommendation, body parts',
      1: 'multi view, joints, pose, view',
    },
  },
  graph: {
    terms: {
      5: 'graph attention, graph transformer, relational attention, relation attention, relation aware attention, graph self attention, edge attention, feature interaction attention, attention over graphs, attention on graphs',
      4: 'gat, gats, relational reasoning',
    },
    topics: {
      4: 'graph neural network, gnn, graph convolution/convolutional, gcn, knowledge graph, message passing, feature interactions, heterogeneous graph, graph structure/structured, hypergraph, graph learning, adjacency matrix, graph representation',
      3: 'click through rate, ctr prediction, scene graph, relation extraction, entity aware, molecular/molecule, node classification, graph based, nodes and edges, neighboring nodes, user item',
      2: 'graph, relational, entity/entities, nodes',
      1: 'relation/relationship, edge, neighbor, feature interaction, recommendation, structural',
    },
  },
  memory: {
    terms: {
      5: 'associative memory, hopfield, episodic memory, memory augmented, memory network, external memory, recurrent attention, recurrent memory, memory attention, slot attention, segment level recurrence, infini attention, attention as memory, content addressable, working memory, global workspace, neural turing machine, retrieval attention, memorizing transformer, memory transformer, long term memory, dynamic memory, memory mechanism',
      4: 'scratchpad, memory bank, memory token, memory module, memory based, compressive memory, transformer xl, object centric, recurrence, short term memory, retrieval head, k nearest neighbor, memory retrieval, memory access, multi hop reasoning, iterative reasoning',
    },
    topics: {
      2: 'memory, recurrent, slots, retrieval augmented, retrieve/retrieves/retrieving/retrieved, lstm, external knowledge',
      1: 'retrieval, long context, store/stores/stored',
    },
  },
  pooling: {
    terms: {
      5: 'attention pooling, attentive pooling, attentional pooling, attention based pooling, attentive probing, multiple instance learning, multi instance learning, label wise attention, label attention, label specific attention, instance attention, attention aggregation, attention based aggregation, attention weighted aggregation, pooling by attention, attentive aggregation, self attentive pooling, self attention pooling',
      4: 'mil, whole slide, feature aggregation, bag level, instance level features, attentive statistics, global average pooling, aggregator, feature selection, instance selection, attention bottleneck pooling, attentive probe, pooling layer/method/operation',
    },
    topics: {
      2: 'pooling, aggregation, cls token, class token, linear probing, aggregate/aggregates/aggregating',
      1: 'instance, slide, label',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
