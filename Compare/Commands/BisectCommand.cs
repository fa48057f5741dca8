using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Compare.Bisecting;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Finds the commit since which a benchmark is slower, and publishes it.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class BisectCommand(CommandOutput output)
{
    private const string RunFileName = "bisect.jsonl";

    private static readonly ImmutableArray<string> Formats = [".md", ".json", ".html"];

    private readonly ConsoleGateView _view = new(output);

    /// <returns>0 when the commit is found, 3 when it is not; 130 or 143 when it was interrupted.</returns>
    public int Run(BisectRequest request)
    {
        OutputFiles.RequireFolders(request.Comment is null ? request.Outputs : request.Outputs.Add(request.Comment));
        string path = request.Resume ?? Path.Combine(ChooseFolder(request), RunFileName);
        if (request.Resume is null && File.Exists(path))
        {
            throw new UsageException(
                $"There is a bisection in this folder already. Go on with: gate bisect --resume {path}. Or choose another --folder."
            );
        }

        BisectRun? begun = request.Resume is null ? null : BisectFile.Read(path);
        if (begun is { IsFinished: true })
        {
            return Publish(begun, path, request);
        }

        using InterruptSignals signals = new();
        try
        {
            return Publish(Search(request, begun?.Header, path, signals.Token), path, request);
        }
        catch (OperationCanceledException)
        {
            _view.Clear();
            output.Error.WriteLine($"Interrupted; the finished pairs are kept. Go on with: gate bisect --resume {path}");
            return signals.ExitCode;
        }
    }

    private static string ChooseFolder(BisectRequest request) =>
        request.Folder ?? GatePreparation.CreateFolderName(request.Settings.Seed.ToString(CultureInfo.InvariantCulture));

    private BisectRun Search(BisectRequest request, BisectHeader? begun, string path, CancellationToken cancellation)
    {
        GitRepository repository =
            GitRepository.FindAround(Environment.CurrentDirectory, out string error)
            ?? throw new UsageException($"A bisection runs inside the repository of the commits; git finds none here ({error}).");
        BisectHeader header = begun ?? CreateHeader(request, repository);
        if (repository.ResolveCommit(header.Commits[^1].Hash) is null)
        {
            throw new UsageException(
                $"{header.Commits[^1].Short} is no commit of the repository {repository.Folder}. Resume inside its own."
            );
        }

        using BisectFile file = Open(path, begun is null ? header : null, out BisectRun run);
        using Launcher launcher = new();
        ProgramBuilder builder = new(
            new BuildSettings(
                request.Project ?? header.Project,
                request.Program ?? header.Program,
                BuildSettings.DefaultCacheFolder,
                _view.ShowMessage
            )
        );
        using BisectPrograms programs = new(run.Header, repository, builder, launcher, _view);
        run = new BisectRunner(programs, file.Append, _view, request.Budget, TimeProvider.System).Finish(run, cancellation);
        return request.ExplainsNothing ? run : new BisectExplainer(programs, file.Append, _view).Explain(run, cancellation);
    }

    private static BisectFile Open(string path, BisectHeader? header, out BisectRun run)
    {
        if (header is null)
        {
            return BisectFile.Resume(path, out run);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        run = new BisectRun(header);
        return BisectFile.Create(path, header);
    }

    private static BisectHeader CreateHeader(BisectRequest request, GitRepository repository)
    {
        string good = Resolve(repository, request.Good!);
        string bad = Resolve(repository, request.Bad);
        if (good == bad || !repository.IsAncestor(good, bad))
        {
            throw new UsageException($"GOOD must be an ancestor of BAD, and '{request.Good}' is none of '{request.Bad}'.");
        }

        return new BisectHeader(
            BisectHeader.CurrentSchema,
            request.Settings,
            request.Probability,
            repository.ListCommits(good, bad),
            request.Project,
            request.Program
        );
    }

    private static string Resolve(GitRepository repository, string revision) =>
        repository.ResolveCommit(revision)
        ?? throw new UsageException(
            $"'{revision}' is no revision of the repository {repository.Folder}. Name a branch, a tag or a commit."
        );

    private int Publish(BisectRun run, string path, BisectRequest request)
    {
        _view.Clear();
        int exitCode = run.IsFound ? ExitCode.NothingSlower : ExitCode.Inconclusive;
        ProfileFiles profiles = ProfileFiles.Write(
            path,
            run.Profiles,
            run.Explanation is { } explanation ? [explanation] : [],
            ImmutableDictionary<string, string>.Empty
        );
        CommandResult result = new(
            BisectDocument.Title,
            BisectDocument.Create(run),
            () => BisectJson.Render(run, exitCode, Path.GetFileName(path))
        )
        {
            Html = file => BisectPage.Render(run, profiles.LinkFrom(file)),
            Markdown = file => MarkdownRenderer.Render(BisectDocument.Title, BisectDocument.Create(run, profiles.LinkFrom(file))),
        };
        new ResultPublisher(output).Publish(
            result,
            Formats.Select(format => Path.ChangeExtension(path, format)).Concat(request.Outputs),
            request.Comment
        );
        output.Error.WriteLine($"Every pair: {path}");
        return exitCode;
    }
}
