import type { FamilyTerms } from './vocabulary';

/** What makes attention cheaper, or does without it. */
export const EFFICIENCY_TERMS = {
  'sparse-local': {
    terms: {
      5: 'sparse attention, sparse self attention, local attention, local self attention, window attention, windowed attention, window based attention, window self attention, window based self attention, sliding window attention, neighborhood/neighbourhood attention, dilated attention, block sparse, block sparse attention, deformable attention, chunk attention, chunked attention, chunk wise attention, routing transformer, routing attention, axial attention, sparse transformer, native sparse, block attention, attention sparsity, dynamic sparse attention, top k attention, criss cross attention, blockwise attention, sparse attention mask, regional attention, region attention',
      4: 'sliding window, shifted window, local window, locality sensitive hashing, sparsity pattern, sparse pattern, dynamic sparsity, strided attention, attention sparsification, windows, window based, swin, non overlapping windows, block selection, key selection, group attention, longformer, bigbird, reformer, deformable',
      3: 'top k, sparsity, swin transformer, neighborhood, subset of keys, subset of tokens, attention mask, local receptive field, blocks of, hash/hashing, content based',
      1.5: 'local, locality, chunk, window, sparse, receptive field, region',
    },
  },
  linear: {
    terms: {
      5: 'linear attention, linear self attention, linear transformer, linearized attention, linearised attention, kernelized attention, low rank attention, factorized attention, nystrom, performer, linformer, gated linear attention, agent attention, cross covariance attention, hybrid linear, kernel attention, kernel based attention, random feature attention, polynomial attention, linear time attention',
      4: 'linear complexity, linear time, linear computational complexity, linear cost, kernel feature map, kernel trick, delta rule, retentive, low rank approximation, low rank factorization, cosformer, lightning attention, softmax and linear, linear memory, cross covariance, subquadratic attention, sub quadratic attention, linear in the',
      3: 'random features, kernel function, low rank, associative property, efficient attention, efficient transformer, subquadratic, sub quadratic, linearly, efficient self attention, taylor expansion',
      1.5: 'quadratic complexity, quadratic cost, quadratic time, quadratic computational, quadratic, linear, computational complexity',
    },
  },
  'token-reduction': {
    terms: {
      5: 'token pruning/merging/reduction/compression/dropping/pooling/packing/sparsification/reorganization/condensation/dropout/squeezing, prune/pruning/merge/merging/drop/dropping/reduce/reducing/compress/compressing tokens, prune/merge/drop/reduce/compress/pruning/merging/dropping/reducing/compressing visual/vision/image/redundant/unimportant tokens, inattentive tokens, redundant tokens, token redundancy, patch pruning/merging/reduction, context compression, prompt compression, tokens are pruned/merged/dropped, redundant visual tokens',
      4: 'token selection, token clustering, token sampling, fewer tokens, less important tokens, fewer visual tokens, uninformative tokens, token importance, number of tokens, number of visual tokens, number of image tokens, number of vision tokens, visual redundancy, reduce the number of, informative tokens, token fusion, attentive tokens',
    },
    topics: {
      2: 'pruning, prune/pruned, visual tokens, redundancy, merge/merged/merging, compression ratio, compress/compressed, retain/retaining/retained',
    },
  },
  'kv-cache': {
    terms: {
      5: 'kv cache, kv caching, key value cache, key value caching, key value states, cache compression, cache eviction, cache quantization, attention reuse, reuse attention, reusing attention, paged attention, attention sharing, share attention across layers, caching attention, reuse of attention',
      4: 'cache, caching, eviction, offloading, across denoising steps, across timesteps, across time steps, reuse/reused/reusing, attention outputs, cached, speculative decoding',
    },
    topics: {
      2: 'prefill, prefilling, serving, long context inference, decoding, inference cost/speed/efficiency, decoding speed, inference latency, denoising steps, inference steps',
    },
  },
  systems: {
    terms: {
      5: 'flash attention, flashattention, io aware, ring attention, sequence parallelism, sequence parallel, context parallelism, distributed attention, quantized attention, attention quantization, cuda kernel, gpu kernel, fused kernel, kernel fusion, attention kernel, hardware accelerator, attention accelerator, hardware software co design, in memory computing, tensor cores, fpga, int8 attention, fp8 attention, fp4 attention, low bit attention, systolic array',
      4: 'triton, tiling, fp8, fp4, int8, int4, low precision, on chip, accelerator, hardware efficient, hardware aware, asic, dataflow, multiple gpus, multi gpu, communication overhead, parallelism, kernel implementation',
    },
    topics: { 2: 'distributed, hardware, quantization, gpus, throughput, parallel, kernels, gpu' },
  },
  'attention-free': {
    terms: {
      5: 'attention free, mamba, state space model, state space duality, ssm, hyena, long convolution, large kernel, mlp mixer, all mlp, focal modulation, shift operation, shift operator, rwkv, metaformer, poolformer, gated mlp, fourier transform, replace/replaces/replacing/substitute/substituting/eliminate attention, replace/replaces/replacing self attention, replace/replaces/replacing the self attention, replace/replaces/replacing the attention, alternative/alternatives to attention, alternative/alternatives to self attention, alternative to the attention, alternative to transformers, alternative to the transformer, substitute for attention, without attention, without self attention, without any attention, selective scan, convolutional modulation, large kernel attention, self attention is replaced',
      4: 'token mixing, token mixer, convolutional language model, gated convolution, selective state space, parallel scan, linear recurrence, linear rnn, convolution based, dynamic convolution, implicit convolution, purely convolutional, pure convolution',
    },
    topics: {
      2: 'modulation, depthwise convolution, depth wise convolution, convolution, mlp, operator, shift, convnet, alternative',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
