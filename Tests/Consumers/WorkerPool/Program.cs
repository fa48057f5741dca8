using ConcurrencyBench.Workers;

if (args is ["worker"])
{
    // Gets the payload of a job and returns its answer. An exception reaches the host, and the worker goes on.
    return WorkerProgram.Serve((payload, cancellationToken) => payload.ToArray().Order().ToArray());
}

WorkerCommand worker = WorkerCommand.ThisProgram("worker");
await using WorkerPool pool = new(new WorkerPoolOptions(worker, Workers: 4));
ReadOnlyMemory<byte> answer = await pool.RunAsync(new byte[] { 3, 9, 4 });
Console.WriteLine(string.Join(' ', answer.ToArray())); // 3 4 9
return 0;
