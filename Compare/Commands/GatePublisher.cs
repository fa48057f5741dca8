using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Publishes the verdict of a gate: on the console, in a folder, and in the files that were asked for.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class GatePublisher(CommandOutput output)
{
    private static readonly ImmutableArray<string> Formats = [".md", ".json", ".html"];

    /// <returns>The <see cref="GateExitCode"/>.</returns>
    /// <param name="gate">The result.</param>
    /// <param name="path">The verdict is written into files of this name with other extensions.</param>
    /// <param name="runFile">The name of the run's file; null for a merged result.</param>
    /// <param name="request">The report.</param>
    public int Publish(GateResult gate, string path, string? runFile, GateReportRequest request)
    {
        gate = gate with { AllocationMargin = request.AllocationMargin };
        int exitCode = GateExitCode.Choose(gate, request.FailOn, request.AllowsMissing);
        ProfileFiles profiles = ProfileFiles.Write(path, gate.Run.Profiles, gate.Explanations, GateDocument.Names(gate.Run));
        CommandResult result = new(GatePage.Title, GateDocument.CreateShort(gate), () => GateJson.Render(gate, exitCode, runFile))
        {
            Html = file => GatePage.Render(gate, profiles.LinkFrom(file)),
            Markdown = file => MarkdownRenderer.Render(GatePage.Title, GateDocument.Create(gate, [], profiles.LinkFrom(file))),
        };
        IEnumerable<string> filesBesideRun = Formats.Select(format => Path.ChangeExtension(path, format));
        new ResultPublisher(output).Publish(result, filesBesideRun.Concat(request.Outputs), request.Comment);
        output.Error.WriteLine($"Page: {Path.ChangeExtension(path, ".html")}");
        return exitCode;
    }

    /// <summary>Publishes that both sides are the same code, so that nothing was measured.</summary>
    /// <returns>0.</returns>
    public int PublishSameCode(SideIdentity baseline, SideIdentity candidate, GateReportRequest request)
    {
        Paragraph verdict = new(ControlText.DescribeSameCode(baseline, candidate), Tone.Good);
        CommandResult result = new(GatePage.Title, [verdict], () => GateJson.RenderSameCode(baseline, candidate));
        new ResultPublisher(output).Publish(result, request.Outputs, request.Comment);
        return ExitCode.NothingSlower;
    }
}
