using System.Reflection;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Workers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ConcurrencyBench.Benchmarks.Tests.Advising;

/// <summary>Every snippet that the adviser prints compiles, and those without processes run.</summary>
public sealed class SnippetTests
{
    private const string Usings = """
        using System; using System.Collections.Concurrent; using System.Collections.Generic; using System.Linq; using System.Threading;
        using System.Threading.Channels; using System.Threading.Tasks; using System.Threading.Tasks.Dataflow; using ConcurrencyBench.Workers;

        """;

    public static TheoryData<string> Ids => [.. SnippetCatalog.Ids.Order(StringComparer.Ordinal)];

    public static TheoryData<string> IdsInProcess => [.. InProcess()];

    public static TheoryData<string> IdsWithThreads => [.. InProcess().Where(MakesThreads)];

    public static TheoryData<string> IdsWithoutThreads => [.. InProcess().Where(id => !MakesThreads(id))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Find_EveryModelWithCode_ItCompiles(string id) => Assert.NotNull(Compile(id));

    [Theory]
    [MemberData(nameof(IdsInProcess))]
    public async Task Find_EveryModelWithoutProcesses_AnswersInTheOrderOfTheItems(string id)
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        int[] squares = await RunAsync(id, items, item => item * item);
        Assert.Equal(items.Select(item => item * item), squares);
        Assert.Empty(await RunAsync(id, [], i => i));
    }

    // A thread's exception ends the program, which those snippets say.
    [Theory]
    [MemberData(nameof(IdsWithThreads))]
    public void Find_CodeWithThreads_WarnsOfExceptions(string id) =>
        Assert.Contains("catch it in work", SnippetCatalog.Find(ModelCatalog.Find(id)!), StringComparison.Ordinal);

    // All others hand it to the caller, and nobody waits for ever.
    [Theory]
    [MemberData(nameof(IdsWithoutThreads))]
    public async Task Find_AnItemFails_TheCallerLearnsIt(string id)
    {
        Task<int[]> run = Task.Run(() => RunAsync(id, [.. Enumerable.Range(0, 1_000)], _ => throw new FormatException()));
        Exception? exception = await Record.ExceptionAsync(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
        while (exception is not (null or FormatException))
        {
            exception = exception.InnerException;
        }

        Assert.IsType<FormatException>(exception);
    }

    [Fact]
    public void Find_ModelsOfTheCatalogue_AreThoseOfTheIds() =>
        Assert.All(SnippetCatalog.Ids, id => Assert.NotNull(SnippetCatalog.Find(ModelCatalog.Find(id)!)));

    private static IEnumerable<string> InProcess() =>
        SnippetCatalog.Ids.Where(id => !ModelCatalog.Find(id)!.UsesProcesses).Order(StringComparer.Ordinal);

    private static bool MakesThreads(string id) =>
        SnippetCatalog.Find(ModelCatalog.Find(id)!)!.Contains("new Thread(", StringComparison.Ordinal);

    private static async Task<int[]> RunAsync(string id, int[] items, Func<int, int> work)
    {
        MethodInfo method = Compile(id);
        object? result = method.MakeGenericMethod(typeof(int), typeof(int)).Invoke(null, [items, work, 2]);
        return result is Task<int[]> task ? await task : (int[])result!;
    }

    private static MethodInfo Compile(string id)
    {
        string code = SnippetCatalog.Find(ModelCatalog.Find(id)!)!;
        string[] references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)];
        string source = $"{Usings}public static class Snippet\n{{\n{code}\n}}";
        using MemoryStream assembly = new();
        var result = CSharpCompilation
            .Create(
                $"Snippet{Guid.NewGuid():N}",
                [CSharpSyntaxTree.ParseText(source)],
                [
                    .. references
                        .Append(typeof(WorkerPool).Assembly.Location)
                        .Distinct()
                        .Select(path => MetadataReference.CreateFromFile(path)),
                ],
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            )
            .Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly
            .Load(assembly.ToArray())
            .GetType("Snippet")!
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Single(method => method.Name is "Run" or "RunAsync");
    }
}
