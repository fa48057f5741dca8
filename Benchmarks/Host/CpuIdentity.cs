using System.Runtime.Intrinsics.X86;
using System.Text;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>The identity that an x86 processor reports, on any operating system (CPUID; Intel SDM volume 2A, AMD APM volume 3).</summary>
internal static class CpuIdentity
{
    private static readonly uint[] BrandLeaves = [0x8000_0002, 0x8000_0003, 0x8000_0004];

    public static string? Vendor => X86Base.IsSupported ? Text(Leaf(0) is var (_, b, c, d) ? [b, d, c] : []) : null;

    public static string? Brand
    {
        get
        {
            if (!X86Base.IsSupported || Leaf(0x8000_0000).A < 0x8000_0004)
            {
                return null;
            }

            string brand = Text([.. BrandLeaves.Select(Leaf).SelectMany(leaf => new[] { leaf.A, leaf.B, leaf.C, leaf.D })]);
            return string.Join(' ', brand.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>The hypervisor's signature, or null.</summary>
    public static string? Hypervisor =>
        X86Base.IsSupported && (Leaf(1).C >> 31) == 1 && Leaf(0x4000_0000) is var (_, b, c, d) ? Text([b, c, d]) : null;

    /// <summary>Family, model and stepping with their extended parts, or null.</summary>
    public static (int Family, int Model, int Stepping)? Signature
    {
        get
        {
            if (!X86Base.IsSupported)
            {
                return null;
            }

            int signature = (int)Leaf(1).A;
            int family = (signature >> 8) & 0xF;
            int model = (signature >> 4) & 0xF;
            if (family is 6 or 15)
            {
                model += ((signature >> 16) & 0xF) << 4;
            }

            if (family == 15)
            {
                family += (signature >> 20) & 0xFF;
            }

            return (family, model, signature & 0xF);
        }
    }

    private static (uint A, uint B, uint C, uint D) Leaf(uint function)
    {
        (int a, int b, int c, int d) = X86Base.CpuId((int)function, 0);
        return ((uint)a, (uint)b, (uint)c, (uint)d);
    }

    private static string Text(uint[] registers) =>
        Encoding.ASCII.GetString([.. registers.SelectMany(BitConverter.GetBytes)]).Trim('\0', ' ');
}
