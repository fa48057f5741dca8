using System.Diagnostics.Metrics;
using System.Reflection;
using ConcurrencyBench.Workers.Observing;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>docs/workers.md lists what is logged and measured: people build alerts on these names.</summary>
public sealed class TelemetryDocsTests
{
    private static readonly string[] Lines = File.ReadAllLines(RepositoryFolder.File("docs/workers.md"));

    [Fact]
    public async Task Docs_EveryInstrument_IsListedWithItsKindAndUnit()
    {
        await using (WorkerPool pool = EchoPool.New(1))
        {
            await pool.EchoAsync(1);
        }

        List<Instrument> instruments = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == WorkerPoolTelemetry.MeterName)
                {
                    instruments.Add(instrument);
                }
            },
        };
        listener.Start();
        Assert.Equal(
            instruments.Select(instrument => $"| `{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}` |").Order(),
            Lines.Where(line => line.StartsWith("| `workerpool.", StringComparison.Ordinal)).Select(line => FirstCells(line, 3)).Order()
        );
    }

    [Fact]
    public void Docs_EveryLogEvent_IsListedWithItsIdNameAndLevel()
    {
        IEnumerable<LoggerMessageAttribute> events = typeof(PoolLog)
            .GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>();
        Assert.Equal(
            events.OrderBy(@event => @event.EventId).Select(@event => $"| {@event.EventId} | `{@event.EventName}` | {@event.Level} |"),
            Lines
                .SkipWhile(line => line != "| id | event | level | category | with |")
                .Skip(2)
                .TakeWhile(line => line.Length > 0)
                .Select(line => FirstCells(line, 3))
        );
    }

    private static string FirstCells(string line, int count) => $"{string.Join('|', line.Split('|').Take(count + 1))}|";

    private static string KindOf(Instrument instrument) =>
        instrument switch
        {
            Counter<long> => "counter",
            ObservableUpDownCounter<int> => "up-down counter",
            Histogram<double> => "histogram",
            _ => instrument.GetType().Name,
        };
}
