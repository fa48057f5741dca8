using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Cluster.Tests.Hosts;

public sealed class HostArgumentsTests
{
    [Theory]
    [InlineData("--broker amqp://guest:guest@127.0.0.1:5672/x --name n --workers 3 --owned")]
    [InlineData("--cluster localhost:11111 --name n --workers 512")]
    public void ToCommandLine_OfParsedArguments_IsTheSame(string commandLine) =>
        Assert.Equal(commandLine, string.Join(' ', HostArguments.Parse(commandLine.Split(' ')).ToCommandLine()));

    [Theory]
    [InlineData("", "Give either --broker or --cluster")]
    [InlineData("--broker amqp://a --cluster b", "Give either --broker or --cluster")]
    [InlineData("--broker", "--broker takes one value")]
    [InlineData("--broker amqp://a --broker amqp://b", "--broker takes one value")]
    [InlineData("--broker http://a", "--broker takes an address such as amqp://")]
    [InlineData("--broker machine:5672", "--broker takes an address such as amqp://")]
    [InlineData("--cluster a --workers 0", "--workers takes a number from 1 to 512, not '0'")]
    [InlineData("--cluster a --workers many", "not 'many'")]
    [InlineData("--clutser a", "Unknown argument '--clutser'")]
    public async Task RunAsync_WrongArguments_IsOneLineAndExitCode1(string commandLine, string expected)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        string[] arguments = commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(1, await ClusterHostProgram.RunAsync(arguments, output, error));

        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, error.ToString().Count(character => character == '\n'));
        Assert.Equal("", output.ToString());
    }
}
