import type { FamilyTerms } from './vocabulary';

/** Using, understanding and comparing attention. */
export const USE_TERMS = {
  steering: {
    terms: {
      5: 'attention steering, steering attention, attention control, attention manipulation, manipulate/manipulating attention, attention intervention, attention guidance, attention redistribution/reallocation/recalibration/calibration/rebalancing, attention supervision, attention loss, attend and excite, prompt to prompt, attention replacement, attribute binding, amplify/amplifying attention, self attention guidance, cross attention guidance, cross attention control, self attention control, mutual self attention, feature injection, injected self attention, shared attention, modify/modifies/modifying attention, adjust/adjusts/adjusting attention, redistribute/redistributes/redistributing attention, boost/boosts/boosting attention, increase/increasing attention to, suppress/suppressing attention, attention enhancement, attention boosting, intervening on, inference time intervention, post hoc attention, catastrophic neglect, semantic leakage, compositional text to image, guide attention, supervised attention, pulls attention, perturbed attention guidance, perturbed attention, swapping keys, swap keys, style alignment, semantic guidance, image attention, attention lens',
      4: 'cross attention map, self attention maps, contrastive decoding, layout control, zero shot editing, steer/steering, text guided image editing, non rigid editing, video translation, attention alignment',
      2.5: 'attention maps',
    },
    topics: {
      6: 'hallucination mitigation, mitigate/mitigating/reduce/reducing/alleviate/alleviating hallucination, mitigate/mitigating/reduce/reducing/alleviate/alleviating object hallucination, reduces/reduced/alleviate/alleviates/alleviating hallucinations, object hallucination, visual hallucination, hallucinations in large vision',
      4: 'image editing, video editing',
      3: 'training free, tuning free, additional training, training free method, inversion, text guided, style transfer, intervention, language prior, subject driven, multi subject, control signals, identity preservation, image to image translation, consistent image, text driven image',
      2: 'hallucination, text to image diffusion, text to image, text to image generation, text to image synthesis, diffusion model, personalization, latent diffusion, test time, inference time, controllable, plug and play, spatial control, image generation, at inference, during inference, without training, no training, without additional training, without retraining, lvlm, mllm, large vision language model, stable diffusion, amplify/amplifies/amplifying, inject/injects/injected/injecting, manipulate/manipulates/manipulating/manipulation, reweight/reweighting/reweights, prompt, truthful, text to video',
      1.5: 'consistency, grounding, editing, guide/guides/guiding, guidance, layout, penalty, control',
    },
  },
  'human-attention': {
    terms: {
      5: 'saliency prediction, saliency model, eye tracking, eye movement, gaze, gaze prediction, scanpath, scan path, fixation, human attention, human visual attention, visual cortex, fmri, brain activity, brain responses, human gaze, saliency benchmark, visual saliency prediction, human fixations, eye fixations, eye tracking data, eye gaze, gaze following, gaze guided, gaze patterns, where drivers look, look at the same regions, scanpath prediction, saccade, saccadic, foveated vision, peripheral vision, fovea, free viewing, top down attention, attention in humans, reading times, human reading, macaque, primate, v4, cortical responses, eeg based attention, auditory attention, auditory attention decoding, visual importance, webcam eye tracking, attention schema, human perception of',
      4: 'visual saliency, human visual system, visual search, conspicuous, bottom up attention',
    },
    topics: {
      3: 'human vision, human perception, neuroscience, brain, human brain, cognitive science, eeg',
      2: 'cognitive, cognition, human like, biological, saliency, foveated, human visual, neural responses, saliency maps, foveal',
      1.5: 'participants, viewers, eye, eyes, perceptual, psychology, behavioural, distractors, neurons, neuronal, primates, monkey, cortex, cortical, pupil',
      1: 'salient',
    },
  },
  interpretability: {
    terms: {
      5: 'attention sink, induction head, mechanistic interpretability, mechanistic, retrieval heads, attention is not explanation, attention visualization, visualizing attention, visualization of attention, analysis of attention, faithful explanation, post hoc explanation, causal mediation, massive activations, attention as explanation, circuit, attention based explanation, what heads, role of attention heads, analysis of bert, understanding attention, attention behavior, attention behaviour, interpret transformers, interpretable attention, attention flow, sink tokens, artifacts in, high norm tokens, attention explanation, attention is not, faithfulness of attention, explainability methods, relevance propagation, layer wise relevance, relevancy, attribution maps, attribution analysis, attribution method, integrated gradients, patching activations, causal tracing, circuit discovery, indirect object, knockout, what does bert, how transformers, inner workings, internal mechanisms, visualization tool, interactive visualization, attention distance, linguistic structure, linguistically interpretable, detecting hallucination, model internals',
      4: 'interpretability, explainability, faithfulness, attribution, post hoc, probing, attention entropy, what attention, specialized heads, attention heads in, explainable, interpretability method, in depth analysis',
      3: 'explanation, attention patterns',
      2: 'attention heads, heads that, visualization',
    },
    topics: {
      2: 'information flow, interpret/interpreting, visualize/visualizing, interpretable, we analyze/analyse, we find that, we investigate, we study, adversarial, linguistic, behavior/behaviors, internal, phenomenon/phenomena, understanding, adversarial attack, reverse engineer/engineering',
      1.5: 'emerge, emergence, characterize, localized, spurious, diagnostic, syntax, induction, transparency, rationale, superposition, hidden representations, coreference, registers, causal interventions, probing classifiers',
      1: 'attention maps, attention weights, analysis, reveal/reveals, find, heads, explain/explains, insight, hidden states, analysis shows',
    },
  },
  theory: {
    terms: {
      5: 'we prove, we theoretically, provably, universal approximation, universal approximator, training dynamics, gradient flow, generalization bound, sample complexity, turing complete, rank collapse, circuit complexity, tc0, mean field, theorem, approximation error, formal languages, we mathematically, we formally, we formalize, mathematical framework, mathematical perspective, mathematical analysis, mathematically, theoretical limitations, theoretical foundation, theoretical results, theory of attention, theory of transformers, expressive power of, expressiveness of, computational power, computational complexity of self attention, universality, approximation theory, threshold circuits, constant depth, ac0, rasp, exponential time hypothesis, learnability, generalization guarantees, covering number, rademacher, infinite width, mean field limit, particle systems, interacting particle, clusters emerge, dynamics of gradient, learning dynamics, global convergence, global minimum, loss landscape, implicit bias, learn in context, in context linear regression, mesa optimizer, preconditioned gradient descent, phase transition, phase diagram, rank one, doubly exponentially, lipschitz constant, capacity bound, matching lower, storage capacity, proved, proves, necessary and sufficient',
      4: 'theoretical framework, theoretical analysis, theoretically, upper bound, lipschitz, proof, provable, theoretical understanding, theoretical guarantee, lower bound, asymptotically, convergence rate',
      3: 'signal propagation, linear self attention, simplified transformer, attention layer can',
    },
    topics: {
      3: 'in context learning, one layer, single layer, expressivity, expressive power, statistical, theoretical, theory, bounds',
      2: 'convergence, infinite, mathematical, gradient descent, approximation, approximate, rank, geometric, we establish, we derive, we characterize, memorize, guarantees, closed form solution, linear regression tasks, ridge regression, regression tasks, jacobian, toy model, high dimensional, limitations of, rigorously, rigorous',
    },
  },
  survey: {
    terms: {},
    topics: {
      9: 'survey, a review, literature review, comprehensive review, we review, this survey, this review, comparative study, comparative analysis, comprehensive overview, survey paper, survey of, review of, overview of, systematic review',
      5: 'empirical study, overview, tutorial, comprehensive benchmark, attention methods, we compare, different attention, long range arena, categorize/categorizing, review, open problems, future directions, future research directions, open questions, research directions, challenges and opportunities, benchmark for efficient, controlled comparison, we benchmark, unified benchmark, common codebase, types of attention, categorise/categorising, categorization, literature, organizes, recent advances, recent progress, comprehensive comparison',
      3: 'taxonomy',
      2: 'benchmark/benchmarking, empirical, existing methods, evaluation of, study of',
      1: 'comparison, compare/compares/comparing, comprehensive, systematic, systematically',
    },
  },
} as const satisfies Record<string, FamilyTerms>;
