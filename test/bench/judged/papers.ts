/** Invented papers with judged queries: few, but each a trap for a careless order. */
export const JUDGED_PAPERS: readonly { readonly title: string; readonly abstract: string }[] = [
  {
    title: 'LoRA: Low-Rank Adapters for Lanterns',
    abstract: 'We adapt large lantern models with low-rank updates.',
  },
  {
    title: 'A Survey of Lantern Adaptation',
    abstract: 'Adapters, prompts and LoRA are compared. LoRA wins, LoRA again.',
  },
  { title: 'GPT-4 Reads Tide Tables', abstract: 'The GPT-4 model reads tables of tides.' },
  { title: 'Reading Tables without Tides', abstract: 'Four models, none of them GPT, read tables.' },
  { title: 'Schrödinger Bridges over Rivers', abstract: 'Bridges between two distributions of boats.' },
  { title: 'Bridges of Steel', abstract: 'We weld. Schrödinger is not cited.' },
  { title: 'β-VAE for Pebbles', abstract: 'Disentangling colour and weight of pebbles.' },
  { title: 'Causal Discovery in Tidal Data', abstract: 'Causal graphs of tides from observations.' },
  { title: 'Casual Games at the Shore', abstract: 'Players throw pebbles casually.' },
  { title: 'Graph Neural Networks for Harbours', abstract: 'Message passing between quays.' },
  { title: 'Neural Graph Drawing', abstract: 'Drawing of networks with neural layouts.' },
  { title: 'Transformers at Night', abstract: 'Attention to lanterns in the dark.' },
  { title: 'Transforming Harbours', abstract: 'A city plan.' },
  { title: 'Training Lanterns Quickly', abstract: 'How lanterns are trained on few examples.' },
  { title: 'Few-Shot Lanterns', abstract: 'Learning from few shots of light.' },
  { title: 'DeepTide: Forecasting Floods', abstract: 'Forecasts of floods by deep learning on tide gauges.' },
  { title: 'Flood Insurance', abstract: 'Premiums and forecasts of damage.' },
  { title: 'State-of-the-Art Moorings', abstract: 'Ropes.' },
  { title: 'The State of Moorings', abstract: 'An art exhibition of ropes.' },
  { title: 'Theories of Sand', abstract: 'Grains and piles.' },
];
