namespace ConcurrencyBench.Core.Divisors;

/// <summary>The one list of kernels. A new kernel is one class, one line here, and one benchmark line.</summary>
public static class KernelCatalog
{
    /// <summary>Every kernel, the reference first.</summary>
    public static ImmutableArray<IDivisorKernel> All { get; } = [new TrialDivision(), new VectorTrialDivision(), new SquareRoot()];

    /// <summary>The reference: the kernel that every model is measured with unless told otherwise.</summary>
    public static IDivisorKernel Default => All[0];

    /// <returns>The kernel with that id, or null.</returns>
    public static IDivisorKernel? Find(string id) => All.FirstOrDefault(kernel => kernel.Id == id);
}
