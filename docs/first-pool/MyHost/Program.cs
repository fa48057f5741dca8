using System.Text;
using ConcurrencyBench.Workers;
using Microsoft.Extensions.Logging;

// Standard error, so that standard output is for answers only.
using ILoggerFactory loggers = LoggerFactory.Create(logging =>
    logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
);

// MyWorker.dll lies beside MyHost.dll, because MyHost.csproj refers to MyWorker.csproj.
WorkerCommand worker = WorkerCommand.DotNet("MyWorker.dll");
await using WorkerPool pool = new(new WorkerPoolOptions(worker, Workers: 2) { LoggerFactory = loggers });

string[] texts = ["Hello", "pool"];
ReadOnlyMemory<byte>[] answers = await Task.WhenAll(texts.Select(text => pool.RunAsync(Encoding.UTF8.GetBytes(text))));
foreach (ReadOnlyMemory<byte> answer in answers)
{
    Console.WriteLine(Encoding.UTF8.GetString(answer.Span));
}
