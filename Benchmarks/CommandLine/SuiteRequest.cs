using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Host;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The checked arguments of a user: every name is known and every number is in range.</summary>
/// <param name="Settings">The settings of the benchmarks.</param>
/// <param name="Models">The models chosen with --model, the baseline among them; empty for no choice.</param>
/// <param name="Machine">The machine's name; null where it is to be made.</param>
internal sealed record SuiteRequest(SuiteSettings Settings, ImmutableArray<ModelSpec> Models, string? Machine)
{
    /// <exception cref="UsageException">A name is unknown, or a number is out of range.</exception>
    public static SuiteRequest From(SuiteArguments arguments) =>
        new(
            new SuiteSettings(
                ReadWorkloads(arguments),
                arguments.Kernel is null
                    ? KernelCatalog.Default
                    : Known("kernel", arguments.Kernel, KernelCatalog.Find, KernelCatalog.All.Select(kernel => kernel.Id)),
                ReadWorkers(arguments.Workers)
            ),
            arguments.Models.IsEmpty
                ? []
                :
                [
                    ModelCatalog.Baseline,
                    .. arguments.Models.Select(id => Known("model", id, SuiteModels.Find, SuiteModels.All.Select(spec => spec.Id))),
                ],
            arguments.Machine is null ? null : ReadMachine(arguments.Machine)
        );

    private static ImmutableArray<Workload> ReadWorkloads(SuiteArguments arguments)
    {
        ImmutableArray<Workload> own = (arguments.Numbers, arguments.NumbersFile) switch
        {
            (null, null) => [],
            ({ } list, null) => [Workload.Custom(NumbersFile.ParseList(list))],
            (null, { } file) => [Workload.Custom(NumbersFile.Read(file))],
            _ => throw new UsageException("Give either --numbers or --numbers-file, not both."),
        };
        ImmutableArray<Workload> named = arguments.Workloads.Contains("all")
            ? WorkloadCatalog.All
            :
            [
                .. arguments
                    .Workloads.Distinct()
                    .Select(id =>
                        Known("workload", id, WorkloadCatalog.Find, [.. WorkloadCatalog.All.Select(workload => workload.Id), "all"])
                    ),
            ];
        ImmutableArray<Workload> chosen = [.. named, .. own];
        return chosen.IsEmpty ? SuiteSettings.Default.Workloads : chosen;
    }

    private static int ReadWorkers(string? workers) =>
        workers is null ? ModelOptions.DefaultWorkers
        : int.TryParse(workers, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= ModelOptions.MaxWorkers ? count
        : throw new UsageException($"--workers takes a number from 1 to {ModelOptions.MaxWorkers}, not '{workers}'.");

    private static string ReadMachine(string machine) =>
        MachineName.Slug(machine) == machine && machine.Length > 0
            ? machine
            : throw new UsageException(
                $"--machine takes lower-case letters, digits, dots and hyphens, because it names a folder: '{machine}' could be "
                    + $"'{MachineName.Slug(machine)}'."
            );

    private static T Known<T>(string kind, string id, Func<string, T?> find, IEnumerable<string> names)
        where T : class =>
        find(id) ?? throw new UsageException($"Unknown {kind} '{id}'.{NearestName.Hint(id, names)} Known are {string.Join(", ", names)}.");
}
