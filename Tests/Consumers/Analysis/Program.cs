using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

Comparison comparison = Comparison.Create(ReportLoader.Load("baseline"), ReportLoader.Load("candidate"));
foreach (Judgement judgement in comparison.Judgements)
{
    (double ratio, double lower, double upper) = judgement.Ratio; // candidate ÷ baseline: above 1 is slower
    string interval = FormattableString.Invariant($"{ratio:0.000} ({lower:0.000} to {upper:0.000}), p = {judgement.AdjustedPValue:G2}");
    Console.WriteLine($"{judgement.Pair.Key}: {judgement.Verdict}, {interval}");
}

foreach (Pair pair in comparison.Missing)
{
    Console.WriteLine($"{pair.Key}: missing");
}

return ExitCode.Choose(comparison); // 2: a benchmark is slower
