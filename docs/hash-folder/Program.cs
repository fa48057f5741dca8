using ConcurrencyBench.Workers;
using HashFolder;

// One program is both, host and worker.
if (args is ["worker"])
{
    return new WorkerMethods().Add(HashMethods.Hash, FileHasher.Compute).Serve();
}

if (args is not [{ } folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Usage: HashFolder FOLDER");
    return 2;
}

using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true; // The workers are ended below, and not by the terminal.
    interrupt.Cancel();
};

WorkerPoolOptions options = new(WorkerCommand.ThisProgram("worker"), Workers: Environment.ProcessorCount)
{
    JobLimit = TimeSpan.FromMinutes(10), // A file on a device that hangs must not hold a worker for ever.
};
await using WorkerPool pool = new(options);
return await new FolderHash(pool, folder).RunAsync(interrupt.Token);
