import type { FamilyTerms } from './vocabulary';

/** Using, understanding and comparing attention. */
export const USE_TERMS = {
  steering: {
    terms: {
      5: 'attention steering, steer attention, steering attention, attention injection, inject/injecting attention, attention control, attention manipulation, manipulate/manipulating attention, attention intervention, intervene/intervening on attention, attention editing, edit attention, attention modulation, attention guidance, attention reweighting, reweight/reweighting attention, re weight/weighting attention, attention redistribution/reallocation/recalibration/calibration/rebalancing, attention supervision, supervise attention, attention regularization, attention loss, hallucination mitigation, mitigate/mitigating/reduce/reducing/alleviate/alleviating hallucination, mitigate/mitigating/reduce/reducing/alleviate/alleviating object hallucination, attend and excite, prompt to prompt, attention swapping, attention replacement, attention amplification, attention refocusing, attribute binding, amplify/amplifying attention',
      4: 'cross attention map, self attention maps, image editing, video editing, contrastive decoding, text guided, subject driven, multi subject, layout to image, layout control, layout guided, style transfer, test time optimization, zero shot editing, attention maps, steer/steering, attention correction, attention alignment',
    },
    topics: {
      3: 'training free, without any fine tuning, tuning free, additional training, training free method',
      2: 'hallucination, text to image diffusion, text to image, text to image generation, text to image synthesis, diffusion model, personalization, decoding strategy, latent diffusion, test time, inference time, controllable, plug and play, faithful generation, spatial control, image generation',
      1.5: 'consistency, grounding, editing, guide/guides/guiding, guidance, layout, penalty, control',
    },
  },
  'human-attention': {
    terms: {
      5: 'saliency prediction, saliency model, eye tracking, eye movement, gaze, gaze prediction, scanpath, scan path, fixation, human attention, human visual attention, visual cortex, driver attention, fmri, brain encoding, brain activity, brain responses, human gaze',
      4: 'visual saliency, human visual system, visual search, bottom up attention, selective visual attention, human observers',
    },
    topics: {
      3: 'human vision, human perception, neuroscience, brain, human brain, eeg, biologically inspired, cognitive science',
      2: 'cognitive, cognition, human like, biological, saliency, foveated, foveal, human visual, neural responses',
    },
  },
  interpretability: {
    terms: {
      5: 'attention sink, induction head, mechanistic interpretability, mechanistic, retrieval heads, attention rollout, attention is not explanation, attention visualization, visualizing attention, visualization of attention, attention analysis, analysis of attention, analyzing attention, attention interpretability, faithful explanation, post hoc explanation, activation patching, causal mediation, massive activations, attention as explanation, transformer circuits, circuit, attention based explanation, explanation of attention',
      4: 'interpretability, explainability, faithfulness, explanation, attribution, post hoc, visualization, attention patterns, probing, attention entropy, what attention, logit lens, specialized heads, specialised heads, attention heads in, function of attention heads, head specialization, explainable',
      2: 'attention heads',
    },
    topics: {
      2: 'information flow, adversarial attack, interpret/interpreting, visualize/visualizing, interpretable, we analyze/analyse, we find that, we investigate, we study, reverse engineer/engineering, adversarial, linguistic, behavior/behaviors, internal, phenomenon/phenomena, understanding',
      1: 'attention maps, attention weights, analysis, reveal/reveals, find, heads, explain/explains, insight, hidden states, residual stream',
    },
  },
  theory: {
    terms: {
      5: 'we prove, we theoretically, provably, universal approximation, universal approximator, training dynamics, gradient flow, generalization bound, sample complexity, turing complete, rank collapse, optimization landscape, circuit complexity, tc0, communication complexity, theoretical limits, mean field, theorem, neural tangent kernel, approximation error, formal languages, implicit bias of',
      4: 'theoretical framework, theoretical analysis, theoretical understanding, theoretical guarantee, theoretically, lower bound, upper bound, lipschitz, asymptotic, asymptotically, proof, provable, convergence rate, memorization capacity',
    },
    topics: {
      3: 'in context learning, one layer, single layer, representational power, expressivity, expressive power, statistical, theoretical, theory, bounds',
      2: 'convergence, infinite, mathematical, gradient descent, approximation, approximate, rank, geometric',
    },
  },
  survey: {
    terms: {},
    topics: {
      9: 'survey, a review, systematic review, literature review, comprehensive review, comprehensive survey, we review, we survey, this survey, this review, comparative study, comparative analysis, attention benchmark, attention benchmarking, benchmarking attention',
      5: 'empirical study, empirical comparison, systematic comparison, comprehensive comparison, overview, tutorial, comprehensive benchmark, systematically compare, attention variants, attention methods, design principles, we compare, different attention, long range arena, categorize/categorizing',
      3: 'taxonomy',
      2: 'benchmark/benchmarking',
      1: 'comparison, compare/compares/comparing, comprehensive, systematic, systematically',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
