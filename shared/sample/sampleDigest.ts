/**
 * A daily page with details, as a person would have saved it, that the first start offers. Its eight papers are invented.
 */
export const SAMPLE_DIGEST = `new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community

Mar 5

Why Small Models Forget Slowly: Rehearsal at the Edge of Capacity

Continual learning is usually studied in models with room to spare. We look at the opposite end, networks so small that every new task must overwrite an old one, and find that they forget more slowly than theory predicts. A short rehearsal of one example in a thousand is enough to keep nine tenths of the accuracy over forty tasks. We trace the effect to a narrow band of weights that drift together, give a bound on how long they can, and show that the bound is tight for linear networks. The result suggests rehearsing by parameter group rather than by task.

  • 4 authors
·
Mar 2

Tidewater: A Benchmark for Forecasting Coastal Floods from Sparse Gauges

Flood warnings depend on tide gauges that are few, old and often offline. We introduce Tidewater, eleven years of readings from 214 gauges together with the storms that passed over them, and a protocol that removes gauges the way real storms do. Eight recent forecasters are compared under equal budgets. None of them beats a tuned harmonic model by more than six per cent once a third of the gauges is silent. We release the data, the code and a leaderboard at https://tidewater.example.org.

northsea North Sea Institute
·
Feb 27 3

Sorting Without Comparing: Learned Permutations in O(nloglog n) Expected Time

Comparison sorting has a well-known lower bound, and learned indexes have shown how to step around it for searching. We carry the idea over to sorting. A two-layer monotone network predicts the rank of a key, and a repair pass whose cost is bounded by the error of the prediction puts the rest in order. For inputs drawn from a smooth density the expected time is O(nloglog n); for adversarial inputs it falls back to O(nlog n) with a constant of 1.3. On 10^9 keys it is 2.1 times as fast as the best radix sort we know of.

  • 2 authors
·
Dec 11, 2025

Listening to Lattices: Acoustic Signatures of Failing Bridges

Steel bridges hum, and the hum changes before they fail. From four years of recordings on nine bridges we learn a representation of structural sound in which fatigue appears as a slow rotation, independent of traffic and weather. A change of seven degrees precedes visible cracks by eleven weeks on average. The model needs one microphone and no labels, and raises two false alarms a year. We discuss what would have to be true for such a signal to be relied upon, and what inspectors told us they would need before they did.

  • 7 authors
·
Nov 4, 2025 12

On the Unreasonable Length of Proofs Found by Machines

Automated provers find proofs that are correct and far too long. We measure by how much. Over 3,800 theorems with known short proofs the machine's proof is longer by a median factor of 17, and almost all of the excess is one habit: proving a lemma again instead of naming it. A post-processor that names lemmas greedily removes two thirds of the excess in seconds, and training on its output removes half of what remains. Readers who were shown both versions understood the shorter ones in a quarter of the time.

  • 3 authors
·
Feb 18 1

Gentle Pruning: Removing Attention Heads That Nobody Misses

Many attention heads can be removed from a trained transformer without any loss, but which ones depends on who is asked. We propose to ask the other heads. A head whose output the remaining ones can reconstruct to within $\\epsilon$ is removed, and its readers are adjusted in closed form. No gradient is needed, and a model of 7 billion parameters is pruned in nine minutes on one device. At 40 % of the heads removed the loss rises by 0.02 nats, and {\\em no} benchmark we tried moves by more than its own noise.

  • 5 authors
·
Oct 29, 2025

How Far Can a Weather Model See? Effective Receptive Fields in Neural Forecasting

A forecast for tomorrow should depend on today's weather within a few thousand kilometres, and not on the far side of the globe. We compute what neural weather models in fact depend on. Two of five widely used models draw a tenth of their skill from regions that no physical signal could have reached in time. Restricting their receptive field costs nothing at one day, and improves the forecast at six. We argue that causal reach should be reported next to skill, and give a test that runs in minutes.

  • 9 authors
·
Jan 30

Reading the Margins: Recovering Lost Ledger Entries with Weak Supervision

Account books of the seventeenth century survive in the thousands, damaged at their margins, where the sums are. We recover missing figures by making a model respect arithmetic: columns must add up, carried totals must reappear, and currencies must convert. With 120 transcribed pages as the only labels, 83 % of the lost figures on unseen pages are restored exactly, and the model says which ones it is unsure about. Historians who checked 400 of them disagreed with nine.

cityarchive City Archive Lab
·
Sep 15, 2025
`;
