using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Tests.Loading.Tables;

public class TableNameTests
{
    [Theory]
    [InlineData("Acme.Outer.Inner", "Acme.Outer+Inner", true)]
    [InlineData("Acme.Numbers_Int32_", "Acme.Numbers<Int32>", true)]
    [InlineData("Numbers`1", "Acme.Numbers<Int32>", true)]
    [InlineData("", "Acme.Texts", true)]
    [InlineData("Texts", "Acme.Texts", true)]
    [InlineData("Acme.Texts", "Other.Texts", false)]
    [InlineData("Text", "Acme.Texts", false)]
    [InlineData("Acme.Numbers_Int64_", "Acme.Numbers<Int32>", false)]
    public void AreSameTypes_NamesOfFilesAndReports_AreComparedByWhatBothSay(string one, string other, bool expected)
    {
        Assert.Equal(expected, TableName.AreSameTypes(one, other));
        Assert.Equal(expected, TableName.AreSameTypes(other, one));
    }

    [Theory]
    [InlineData("Text=a rather long text of a parameter", "Text=a rat(...)meter [33]", true)]
    [InlineData("Text=a rather short one", "Text=a rat(...)meter [33]", false)]
    [InlineData("A=1&B=2", "B=2&A=1", true)]
    [InlineData("A=1&B=?", "A=1", true)]
    [InlineData("A=1", "A=2", false)]
    [InlineData("A=1", "B=1", false)]
    [InlineData("A=1", "", false)]
    [InlineData("A=x & y&B=2", "A=x & y&B=2", true)]
    public void MayBe_Parameters_AreComparedAsTheyAreDisplayed(string one, string other, bool expected)
    {
        Assert.Equal(expected, Name(parameters: one).MayBe(Name(parameters: other)));
        Assert.Equal(expected, Name(parameters: other).MayBe(Name(parameters: one)));
    }

    [Theory]
    [InlineData("DefaultJob", "Job-ABCDEF(IterationCount=5)", true)]
    [InlineData("Job-ABCDEF(Server=True)", "Job-UVWXYZ(Server=True, LaunchCount=5)", true)]
    [InlineData("DefaultJob", "Job-ABCDEF(Server=True)", false)]
    [InlineData("ShortRun(IterationCount=3)", "DefaultJob", false)]
    [InlineData("Job-ABCDEF(Runtime=.NET 8.0)", "Job-UVWXYZ(Runtime=.NET 9.0)", false)]
    [InlineData("Mine(Server=True)", "Mine(Server=True)", true)]
    public void MayBe_Jobs_AreComparedWithoutCountsAndMadeUpIds(string one, string other, bool expected)
    {
        Assert.Equal(expected, Name(job: one).MayBe(Name(job: other)));
        Assert.Equal(expected, Name(job: other).MayBe(Name(job: one)));
    }

    private static TableName Name(string parameters = "", string job = "DefaultJob") =>
        TableName.Create("", "Type", "Method", TableName.SplitParameters(parameters), TableJob.Parse(job));
}
