using System.Text;
using ConcurrencyBench.Workers;

// Nothing is printed to standard output before this line: from here on, text goes to the log of the host.
return WorkerProgram.Serve(
    (payload, cancellationToken) =>
    {
        string text = Encoding.UTF8.GetString(payload.Span);
        Console.Error.WriteLine($"reversing '{text}'");
        return Encoding.UTF8.GetBytes(string.Concat(text.Reverse()));
    }
);
