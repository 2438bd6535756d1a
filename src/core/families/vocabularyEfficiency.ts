import type { FamilyTerms } from './vocabulary';

/** What makes attention cheaper, or does without it. */
export const EFFICIENCY_TERMS = {
  'sparse-local': {
    terms: {
      5: 'sparse attention, local attention, local self attention, window attention, windowed attention, window based attention, window self attention, window based self attention, sliding window attention, neighborhood/neighbourhood attention, dilated attention, block sparse, block sparse attention, deformable attention, chunk attention, routing attention, axial attention, sparse transformer, native sparse, block attention, attention sparsity, dynamic sparse attention, top k attention, criss cross attention, region attention, dynamic sparse, sparse attention mechanism, trainable sparse attention, fine grained sparse, sparse factorization, content based sparse, query aware sparsity, sparse query, key sampling points, sampling points, attend/attends/attending only to, restricts/restrict/restricting attention, limits self attention, windowed self attention, cyclic shift, diagonal attention, global tokens, blocks of keys, mixture of block, bi level routing, vertical slash, row and column, axis attention, criss cross, dilated neighborhood, deformable transformer, static sparsity, sparse computation, expander, attention mask pattern',
      4: 'sliding window, shifted window, local window, locality sensitive hashing, sparse pattern, window based, longformer, reformer, deformable, sparsity pattern, non overlapping windows, group attention',
      3: 'top k, sparsity, swin transformer, neighborhood, attention mask, local receptive field, blocks of, hash/hashing, content based, local neighborhood, local context, inductive bias of locality, fixed patterns, attention span, l log l, axial, swin, windows, subset of tokens',
      1.5: 'local, locality, chunk, window, sparse, receptive field, region, sparsely',
    },
  },
  linear: {
    terms: {
      5: 'linear attention, linear self attention, linear transformer, low rank attention, performer, linformer, gated linear attention, agent attention, cross covariance attention, kernel attention, random feature attention, polynomial attention, linear time attention, linear attention mechanism, linear complexity attention, attention with linear complexity, linear time and memory, linear time complexity, linear in time, kernelizable, kernel feature, softmax kernel, low rank matrix, orthogonal random features, landmark points, inducing points, agent tokens, retention, retnet, gated deltanet, deltanet, delta net, gated delta, gla, based linear attention, linearize/linearizing/linearization, chunkwise, associativity of matrix, transposed attention, fast multipole, fast attention, sub quadratic complexity, o n complexity, external attention, first order taylor, focused linear',
      4: 'linear complexity, linear time, linear cost, kernel feature map, delta rule, retentive, low rank approximation, low rank factorization, lightning attention, softmax and linear, cross covariance, linear in the, linear computational complexity, sub quadratic attention',
      3: 'random features, low rank, efficient attention, efficient transformer, subquadratic, sub quadratic, linearly, efficient self attention, scales linearly, quadratic bottleneck, approximating self attention, recurrent form, kernel function, taylor expansion',
      1.5: 'quadratic complexity, quadratic cost, quadratic time, quadratic computational, quadratic, linear, computational complexity, quadratic complexity of, quadratic computational complexity',
    },
    topics: {
      2: 'taylor, constant memory',
    },
  },
  'token-reduction': {
    terms: {
      5: 'token pruning/merging/reduction/compression/dropping/pooling/packing/sparsification/reorganization/condensation/dropout/squeezing, prune/pruning/merge/merging/drop/dropping/reduce/reducing/compress/compressing tokens, prune/merge/drop/reduce/compress/pruning/merging/dropping/reducing/compressing visual/vision/image/redundant/unimportant tokens, redundant tokens, token redundancy, patch pruning/merging/reduction, prompt compression, dynamic token, adaptive token, token filtering, visual token pruning/compression/reduction/merging/selection, vision token pruning/compression/reduction/merging, image token pruning/compression/reduction, prune/prunes/pruned/pruning redundant/unimportant/irrelevant/visual tokens, merge/merges/merging similar/redundant tokens, similar tokens, remove/removes/removing unimportant/redundant tokens, less informative tokens, shorter sequence, compressing prompts, token budget, tokens per image, learned tokens, tokens to keep',
      4: 'token selection, token sampling, fewer tokens, number of tokens, number of visual tokens, reduce the number of, informative tokens, token fusion, token clustering, uninformative tokens, token importance',
      3: 'visual tokens in, vision tokens, image tokens, flops reduction, thousands of tokens',
    },
    topics: {
      2: 'pruning, prune/pruned, visual tokens, redundancy, merge/merged/merging, compress/compressed, retain/retaining/retained, redundant, compressing, compression, sequence lengths, importance scores, unimportant, less important',
    },
  },
  'kv-cache': {
    terms: {
      5: 'kv cache, kv caching, key value cache, key value caching, cache compression, cache eviction, cache quantization, reuse attention, paged attention, attention sharing, kv cache compression/eviction/quantization/management/reuse/offloading/reduction/pruning/merging/sharing, kv reuse, key and value cache, key cache, value cache, cache size, cache reuse, cache management, cache memory, prefix caching, pagedattention, vllm, heavy hitters, evict/evicts/evicting/evicted, streaming language models, share key value, shared key value, cached and reused, attention weight sharing, memory bound decoding',
      4: 'cache, caching, eviction, offloading, across time steps, reuse/reused/reusing, attention outputs, cached, across denoising steps',
      3: 'llm serving, llm inference, decoding stage, memory footprint of',
    },
    topics: {
      2: 'prefill, prefilling, serving, long context inference, decoding, inference cost/speed/efficiency, decoding speed, inference latency, denoising steps, inference steps',
      1.5: 'decode, requests, timesteps, serve, batch size, multi turn',
    },
  },
  systems: {
    terms: {
      5: 'flash attention, flashattention, ring attention, context parallelism, distributed attention, cuda kernel, fused kernel, attention kernel, hardware accelerator, attention accelerator, tensor cores, fpga, systolic array, flashattention2, flashattention 2, flashattention 3, io awareness, exact attention, online softmax, attention operator, attention engine, kernel design, custom kernel, accelerator for transformer, attention hardware, hardware optimized, algorithm architecture co design, integer only, 8 bit attention, context parallel, sequence dimension, distribute long sequences, overlapping communication, arithmetic intensity, softmax unit',
      4: 'triton, tiling, low precision, on chip, accelerator, hardware efficient, hardware aware, dataflow, multiple gpus, parallelism, fp8, int4',
      3: 'gpus with, memory hierarchy, memory traffic, parallelize, efficient implementation',
    },
    topics: {
      3: 'compiler, pytorch, tpu, dram, sram, cuda, high bandwidth memory, workload imbalance, communication volume, communication cost, all to all, co design, programming model, energy efficiency, int8, edge devices, floating point, 8 bit, 4 bit, quantized, wall clock, memory bandwidth, a100, thread block',
      2: 'distributed, hardware, quantization, gpus, throughput, parallel, kernels, gpu',
    },
  },
  'attention-free': {
    terms: {
      5: 'attention free, mamba, state space model, ssm, hyena, long convolution, large kernel, mlp mixer, all mlp, shift operation, rwkv, metaformer, fourier transform, alternative to transformers, without attention, without self attention, selective scan, large kernel attention, attention free transformer, no attention, dense attention free, structured state space, state space, state space layer, selective ssm, mamba2, vision mamba, visual mamba, visual state space, 2d selective scan, s4, griffin, gated linear recurrence, recurrent alternative, transformer mamba, hybrid transformer mamba, mamba layers, mamba blocks, large kernel convolution, large convolution kernel, conv mixer, mlp architecture, all mlp architecture, spatial mlp, mixer, mixing tokens, mix tokens, mixing spatial, shift only, spatial shift, pooling operator, self attention is not, self attention sublayers with, lightweight convolution, gated convolutional network, vision gnn, beyond attention, subquadratic drop in replacement, replace/replaces/replaced/replacing self attention, replace/replaces/replaced/replacing/substitute/substitutes/substituting/eliminate/eliminates/alternative/alternatives/replacement * attention, replace/replaces/replaced/replacing/substitute/substitutes/substituting/eliminate/eliminates/alternative/alternatives/replacement * self attention',
      4: 'token mixing, token mixer, convolutional language model, gated convolution, selective state space, linear recurrence, convolution based, dynamic convolution',
      3: 'depth wise, depthwise, convolutional backbone, pure cnn, recurrent model, rnn, gated unit, scanning',
    },
    topics: {
      2: 'modulation, depthwise convolution, depth wise convolution, convolution, mlp, operator, shift, convnet, alternative',
      1: 'convnext',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
