import type { FamilyTerms } from './vocabulary';

/** Using, understanding and comparing attention. */
export const USE_TERMS = {
  steering: {
    terms: {
      5: 'attention steering, steer attention, steering attention, attention injection, inject/injecting attention, attention control, attention manipulation, manipulate/manipulating attention, attention intervention, intervene/intervening on attention, attention editing, edit attention, attention modulation, attention guidance, attention reweighting, reweight/reweighting attention, re weight/weighting attention, attention redistribution/reallocation/recalibration/calibration/rebalancing, attention supervision, supervise attention, attention regularization, attention loss, attention tuning, hallucination mitigation, mitigate/mitigating/reduce/reducing/alleviate/alleviating hallucination, mitigate/mitigating/reduce/reducing/alleviate/alleviating object hallucination, attend and excite, prompt to prompt, attention swapping, attention replacement, attention amplification, attention refocusing, attribute binding, amplify/amplifying attention, attention masking strategy',
      4: 'cross attention map, cross attention maps, self attention maps, image editing, video editing, contrastive decoding, text guided, subject driven, multi subject, layout to image, layout control, layout guided, style transfer, training free, test time optimization, zero shot editing, attention maps, causal attention, steer/steering, attention correction, subject consistency, attention alignment',
      2: 'hallucination, text to image diffusion, text to image, text to image generation, text to image synthesis, diffusion model, personalization, decoding strategy, latent diffusion, test time, inference time, controllable, plug and play, faithful generation, spatial control, consistency',
    },
    topics: {
      1.5: 'grounding, editing, guide/guides/guiding, guidance, layout, visual grounding, penalty, control',
    },
  },
  'human-attention': {
    terms: {
      5: 'saliency prediction, saliency model, eye tracking, eye movement, gaze, gaze prediction, scanpath, scan path, fixation, human attention, human visual attention, visual cortex, driver attention, fmri, brain encoding, brain activity, brain responses, brain encoder, human gaze, fixations, neural responses',
      4: 'visual saliency, human vision, human perception, human visual system, neuroscience, cognitive science, brain, biologically inspired, eeg, visual search, human brain, bottom up attention, selective visual attention, human observers',
      2: 'cognitive, cognition, perception, human like, biological, saliency, foveated, foveal, human visual',
    },
  },
  interpretability: {
    terms: {
      5: 'attention sink, attention sinks, induction head, mechanistic interpretability, mechanistic, retrieval heads, attention rollout, attention is not explanation, attention visualization, visualizing attention, visualization of attention, attention analysis, analysis of attention, analyzing attention, attention interpretability, faithful explanation, post hoc explanation, post hoc interpretability, activation patching, causal mediation, massive activations, attention as explanation, transformer circuits, circuit tracing, circuit, interpreting transformer, attention based explanation, explanation of attention',
      4: 'interpretability, explainability, faithfulness, explanation, attribution, post hoc, visualization, attention patterns, probing, attention entropy, what attention, logit lens, specialized heads, specialised heads, attention heads in, function of attention heads, head specialization, adversarial attack, information flow, explainable, interpretable explanations, heads responsible, explain/explaining the',
      2: 'attention heads, interpret/interpreting, visualize/visualizing, interpretable, we analyze/analyse, we find that, we investigate, we study, reverse engineer/engineering, adversarial, linguistic, behavior/behaviors, internal, phenomenon/phenomena, understanding',
      1: 'attention maps, attention weights, analysis, reveal/reveals, find, heads, explain/explains, insight, hidden states, residual stream',
    },
  },
  theory: {
    terms: {
      5: 'we prove, we theoretically, provably, universal approximation, universal approximator, training dynamics, gradient flow, generalization bound, sample complexity, turing complete, rank collapse, optimization landscape, circuit complexity, tc0, communication complexity, theoretical limits, mean field, theorem, neural tangent kernel, approximation error, formal languages, theoretical analysis of, implicit bias of',
      4: 'theoretical framework, theoretical analysis, theoretical understanding, theoretical guarantee, theoretically, theory, expressivity, expressive power, lower bound, upper bound, lipschitz, asymptotic, asymptotically, proof, provable, representational power, bounds, exponential/exponentially, statistical, convergence rate, memorization capacity',
      2: 'theoretical, in context learning, convergence, one layer, single layer, single attention layer, infinite, mathematical, gradient descent, approximation, approximate, rank, geometric, limitation',
    },
  },
  survey: {
    terms: {},
    topics: {
      9: 'survey, a review, systematic review, literature review, comprehensive review, comprehensive survey, we review, we survey, this survey, this review, comparative study, comparative analysis, attention benchmark, attention benchmarking, benchmarking attention',
      5: 'empirical study, empirical comparison, systematic comparison, systematic study, comprehensive comparison, taxonomy, overview, tutorial, comprehensive benchmark, systematically compare, attention variants, attention methods, design principles, we compare, different attention, long range arena, categorize/categorizing',
      2: 'benchmark/benchmarking, comparison, compare/compares/comparing, comprehensive, systematic, systematically, evaluation',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
