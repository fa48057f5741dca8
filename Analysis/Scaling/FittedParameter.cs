namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>A fitted parameter with its 95 % confidence interval, which holds the value.</summary>
/// <param name="Value">The least-squares estimate.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end; infinite when the data set no limit.</param>
internal readonly record struct FittedParameter(double Value, double Low, double High);
