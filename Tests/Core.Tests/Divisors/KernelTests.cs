using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Core.Tests.Divisors;

/// <summary>The laws of every kernel, at every vector width that this machine has.</summary>
public sealed class KernelTests
{
    // A full search up to here takes a few milliseconds.
    private const int FullSearchLimit = 1 << 20;

    // Numbers whose arithmetic is at an edge: of a float's and a double's precision, and of the 32-bit and 64-bit integers.
    private static readonly long[] Edges =
    [
        1L << 24,
        1L << 31,
        1L << 32,
        1L << 53,
        (1L << 53) + 2,
        3_037_000_499L * 3_037_000_499L,
        long.MaxValue - 1,
    ];

    public static TheoryData<string> KernelNames => [.. Kernels.Keys];

    private static Dictionary<string, IDivisorKernel> Kernels { get; } =
        new IDivisorKernel[] { new TrialDivision(), new SquareRoot() }
            .ToDictionary(kernel => kernel.Id)
            .Concat(
                VectorWidths.Supported.ToDictionary(
                    width => $"vector-trial-division {width}",
                    width => (IDivisorKernel)new VectorTrialDivision(width)
                )
            )
            .ToDictionary();

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void FindDivisors_EverySmallNumber_FindsAll(string kernelName)
    {
        for (long number = 1; number <= 2_000; number++)
        {
            Assert.Equal(AnswerCheck.Divisors(number), FullSearch(Kernels[kernelName], number));
        }
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void FindDivisors_PrimesSquaresAndHighlyComposites_FindsAll(string kernelName)
    {
        long[] numbers = [2, 3, 997, 1_048_573, 31 * 31, 1_021 * 1_021, 1 << 20, 720_720, 1_081_080, 999_983, 510_510];
        Assert.All(numbers, number => Assert.Equal(AnswerCheck.Divisors(number), FullSearch(Kernels[kernelName], number)));
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void FindDivisors_ArticleNumbers_GivesTheArticlesAnswers(string kernelName)
    {
        Assert.Equal([1, 5501, 9733, 53541233], FullSearch(Kernels[kernelName], 53541233));
        Assert.Equal([1, 21235343], FullSearch(Kernels[kernelName], 21235343));
        Assert.Equal([1, 11, 383, 2711, 4213, 29821, 1038313, 11421443], FullSearch(Kernels[kernelName], 11421443));
        Assert.Equal([1, 5423123], FullSearch(Kernels[kernelName], 5423123));
    }

    [Property(MaxTest = 300)]
    public Property FindDivisors_AnyNumberInAnyCut_FindsEachDivisorOnce() =>
        Prop.ForAll(
            Gen.Choose(1, FullSearchLimit).ToArbitrary(),
            Gen.Choose(1, 40).ToArbitrary(),
            (number, parts) =>
                Kernels.Values.All(kernel =>
                    Search(kernel, number, new CandidateRange(1, kernel.CandidateCount(number)).Split(parts))
                        .SequenceEqual(AnswerCheck.Divisors(number))
                )
        );

    [Property(MaxTest = 500)]
    public Property FindDivisors_AnyRangeOfALargeNumber_AgreesWithTheRemainderOperator()
    {
        Gen<long> numbers = Gen.OneOf(
            Gen.Elements(Edges)
                .SelectMany(
                    edge => Gen.Choose(-40, 40),
                    (edge, offset) => offset > 0 && edge > long.MaxValue - offset ? edge : edge + offset
                ),
            ArbMap.Default.GeneratorFor<long>().Where(number => number > 0),
            Gen.Choose(1, int.MaxValue).Select(number => (long)number),
            Composites()
        );
        return Prop.ForAll(numbers.ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(0, 400).ToArbitrary(), AgreesAround);
    }

    // The range lies around a divisor, around a vector kernel's limits, or anywhere.
    private static bool AgreesAround(long number, int position, int length)
    {
        long[] centres =
        [
            1,
            number / 1_300,
            number / 8_000,
            number / 2,
            number / 3,
            (long)Math.Sqrt(number),
            number,
            (long)(number * (position / 1e6)),
        ];
        return centres.All(centre =>
        {
            long first = Math.Clamp(centre - length / 2, 1, number);
            CandidateRange range = new(first, number - first < length ? number : first + length);
            long[] expected = [.. Candidates(range).Where(candidate => number % candidate == 0)];
            return Kernels
                .Values.Where(kernel => kernel.CandidateCount(number) == number)
                .All(kernel => Search(kernel, number, [range]).SequenceEqual(expected));
        });
    }

    // Products of two factors, so that hits are common; a random large number has few divisors.
    private static Gen<long> Composites() =>
        Gen.Choose(1, int.MaxValue).SelectMany(_ => Gen.Choose(1, 1 << 24), (first, second) => (long)first * second);

    private static IEnumerable<long> Candidates(CandidateRange range)
    {
        for (long offset = 0; offset < range.Length; offset++)
        {
            yield return range.First + offset;
        }
    }

    [Fact]
    public void SquareRoot_CandidateCount_IsTheExactRoot()
    {
        Assert.All(
            [1L, 2, 3, 4, 8, 9, 15, 16, 1L << 53, (1L << 53) + 1, long.MaxValue],
            number =>
            {
                UInt128 root = (UInt128)new SquareRoot().CandidateCount(number);
                Assert.True(root * root <= (UInt128)number && (root + 1) * (root + 1) > (UInt128)number);
            }
        );
        Assert.Equal(3_037_000_499, new SquareRoot().CandidateCount(3_037_000_499L * 3_037_000_499L));
        Assert.Equal(3_037_000_498, new SquareRoot().CandidateCount(3_037_000_499L * 3_037_000_499L - 1));
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void FindDivisors_NumberNotPositive_Throws(string kernelName)
    {
        IDivisorKernel kernel = Kernels[kernelName];
        Assert.All(
            [0, -1, long.MinValue],
            number =>
            {
                Assert.Throws<ArgumentOutOfRangeException>(() => kernel.CandidateCount(number));
                Assert.Throws<ArgumentOutOfRangeException>(() => kernel.FindDivisors(number, new CandidateRange(1, 1), []));
            }
        );
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void FindDivisors_CandidatesOutsideTheSearchSpace_Throws(string kernelName)
    {
        IDivisorKernel kernel = Kernels[kernelName];
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel.FindDivisors(100, new CandidateRange(0, 5), []));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            kernel.FindDivisors(100, new CandidateRange(1, kernel.CandidateCount(100) + 1), [])
        );
    }

    [Theory]
    [MemberData(nameof(KernelNames))]
    public void FindDivisors_EmptyRange_AppendsNothing(string kernelName)
    {
        List<long> divisors = [42];
        Kernels[kernelName].FindDivisors(100, new CandidateRange(5, 4), divisors);
        Assert.Equal([42], divisors);
    }

    [Fact]
    public void KernelCatalog_Ids_AreUniqueAndFound()
    {
        Assert.Equal(["trial-division", "vector-trial-division", "square-root"], KernelCatalog.All.Select(kernel => kernel.Id));
        Assert.All(KernelCatalog.All, kernel => Assert.Same(kernel, KernelCatalog.Find(kernel.Id)));
        Assert.Null(KernelCatalog.Find("none"));
    }

    private static long[] FullSearch(IDivisorKernel kernel, long number) =>
        Search(kernel, number, [new CandidateRange(1, kernel.CandidateCount(number))]);

    private static long[] Search(IDivisorKernel kernel, long number, IEnumerable<CandidateRange> ranges)
    {
        List<long> divisors = [];
        foreach (CandidateRange range in ranges)
        {
            kernel.FindDivisors(number, range, divisors);
        }

        divisors.Sort();
        return [.. divisors];
    }
}
