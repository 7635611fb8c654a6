/** A query with the titles' beginnings of the papers that answer it, best first. */
export interface JudgedQuery {
  readonly kind: 'known' | 'typo' | 'phrase' | 'topic' | 'spelling';
  readonly query: string;
  readonly wanted: readonly string[];
}

export const JUDGED_QUERIES: readonly JudgedQuery[] = [
  { kind: 'known', query: 'lora', wanted: ['LoRA', 'A Survey'] },
  { kind: 'known', query: 'causal', wanted: ['Causal'] },
  { kind: 'known', query: 'transformers', wanted: ['Transformers'] },
  { kind: 'known', query: 'graph networks harbours', wanted: ['Graph Neural'] },
  { kind: 'known', query: 'few lanterns', wanted: ['Few-Shot', 'Training'] },
  { kind: 'typo', query: 'schrodnger', wanted: ['Schrödinger'] },
  { kind: 'typo', query: 'transfromers', wanted: ['Transformers'] },
  { kind: 'typo', query: 'brigdes', wanted: ['Bridges', 'Schrödinger'] },
  { kind: 'typo', query: 'moorngs', wanted: ['State-of', 'The State'] },
  { kind: 'typo', query: 'insurence', wanted: ['Flood Insurance'] },
  { kind: 'phrase', query: '"graph neural networks"', wanted: ['Graph Neural'] },
  { kind: 'phrase', query: '"state of the art"', wanted: ['State-of'] },
  { kind: 'phrase', query: '"low rank"', wanted: ['LoRA'] },
  { kind: 'topic', query: 'tides', wanted: ['Reading', 'GPT-4', 'Causal'] },
  { kind: 'topic', query: 'pebbles', wanted: ['β-VAE', 'Casual'] },
  { kind: 'topic', query: 'forecasts floods', wanted: ['DeepTide', 'Flood'] },
  { kind: 'spelling', query: 'lo-ra', wanted: ['LoRA', 'A Survey'] },
  { kind: 'spelling', query: 'gpt4', wanted: ['GPT-4'] },
  { kind: 'spelling', query: 'gpt 4', wanted: ['GPT-4'] },
  { kind: 'spelling', query: 'schrodinger', wanted: ['Schrödinger', 'Bridges of Steel'] },
  { kind: 'spelling', query: 'beta-vae', wanted: ['β-VAE'] },
  { kind: 'spelling', query: 'deep tide', wanted: ['DeepTide'] },
  { kind: 'spelling', query: 'theory', wanted: ['Theories'] },
];
