using System.Text;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>The names that the runtime gives methods: <c>Space.Outer+Inner`1[System.__Canon].Method[System.Int32](int32)</c>.</summary>
internal static class MethodName
{
    /// <returns>The name without type arguments and parameters, as it is in metadata: <c>Space.Outer+Inner`1.Method</c>.</returns>
    public static string RemoveArguments(string method)
    {
        StringBuilder left = new();
        int depth = 0;
        foreach (char letter in method.Split('(')[0])
        {
            depth += letter == '[' ? 1 : 0;
            if (depth == 0)
            {
                left.Append(letter);
            }

            depth -= letter == ']' ? 1 : 0;
        }

        return left.ToString();
    }
}
