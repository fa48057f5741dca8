using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Gating.Records;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>The machine code of the methods of one process, by the runtime's events about its compiler.</summary>
/// <remarks>
/// A method's inlinees are told while it is compiled, and its size and tier at the end. It is compiled several times, and the last one
/// counts: a tier that is replaced inlines nothing.
/// </remarks>
internal sealed partial class CompilationReader
{
    private readonly Dictionary<string, HashSet<string>> _begun = [];
    private readonly Dictionary<string, CompiledMethod> _methods = [];

    /// <summary>Adds the events of a file; what was compiled again counts as it is there.</summary>
    /// <param name="path">A file of <see cref="ProfileSession"/>.</param>
    /// <exception cref="ProfileException">It cannot be read.</exception>
    public void Read(string path)
    {
        try
        {
            using EventPipeEventSource source = new(path);
            source.Clr.MethodInliningSucceeded += @event => AddInlinee(GetCompiled(@event), GetInlinee(@event));
            source.Clr.MethodLoadVerbose += @event =>
                AddMethod(
                    CreateName(@event.MethodNamespace, @event.MethodName, @event.MethodSignature),
                    @event.MethodSize,
                    @event.OptimizationTier.ToString()
                );
            source.Process();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new ProfileException($"The compilations cannot be read: {exception.Message}");
        }
    }

    /// <summary>Adds that the compiler put a method into the one that it compiles.</summary>
    public void AddInlinee(string compiled, string inlinee)
    {
        if (!_begun.TryGetValue(compiled, out HashSet<string>? inlinees))
        {
            _begun.Add(compiled, inlinees = []);
        }

        inlinees.Add(inlinee);
    }

    /// <summary>Adds that the compiler is done with a method.</summary>
    public void AddMethod(string name, int bytes, string tier)
    {
        _begun.Remove(name, out HashSet<string>? inlinees);
        _methods[name] = new CompiledMethod(name, bytes, tier, [.. (inlinees ?? []).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Selects the methods of frames, in the order of frames.</summary>
    public ImmutableArray<CompiledMethod> Select(IEnumerable<ProfiledFrame> frames) =>
        [.. frames.Where(frame => !frame.IsFramework).Select(frame => _methods.GetValueOrDefault(frame.Name)).OfType<CompiledMethod>()];

    /// <returns>The methods whose code is inside of a method; none where it was not compiled meanwhile.</returns>
    public ImmutableArray<string> FindInlinees(string method) => _methods.GetValueOrDefault(method)?.Inlinees ?? [];

    /// <summary>The name of a method as in a profile: <c>N.C.M(int32)</c>.</summary>
    /// <param name="type">Its type's full name.</param>
    /// <param name="name">Its name.</param>
    /// <param name="signature">Such as <c>instance int32 (int32,class N.D)</c>.</param>
    public static string CreateName(string type, string name, string signature)
    {
        int open = signature.IndexOf('(', StringComparison.Ordinal);
        string parameters = open < 0 ? "" : signature[open..];
        return ShortenName($"{(type.Length > 0 ? $"{type}." : "")}{name}{parameters}");
    }

    /// <returns>A name without the words that no source has, as in "N.C.M(class X, value class Y)".</returns>
    public static string ShortenName(string name) => Words().Replace(name, "");

    private static string GetCompiled(MethodJitInliningSucceededTraceData data) =>
        CreateName(data.MethodBeingCompiledNamespace, data.MethodBeingCompiledName, data.MethodBeingCompiledNameSignature);

    private static string GetInlinee(MethodJitInliningSucceededTraceData data) =>
        CreateName(data.InlineeNamespace, data.InlineeName, data.InlineeNameSignature);

    [GeneratedRegex(@"\b(value class|valuetype|class|instance) ")]
    private static partial Regex Words();
}
