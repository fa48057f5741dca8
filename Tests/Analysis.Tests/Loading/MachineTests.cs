using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Tests.Loading;

public sealed class MachineTests
{
    [Theory]
    [InlineData(1, "C, 1 core, Linux x64")]
    [InlineData(8, "C, 8 cores, Linux x64")]
    [InlineData(null, "C, ? cores, Linux x64")]
    public void Description_Cores_AreCounted(int? cores, string expected) =>
        Assert.Equal(expected, new Machine("C", cores, cores, "X64", "Linux").Description);
}
