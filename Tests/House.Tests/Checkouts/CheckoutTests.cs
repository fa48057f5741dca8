namespace ConcurrencyBench.House.Tests.Checkouts;

public sealed class CheckoutTests : IDisposable
{
    private readonly CheckoutFolder _folder = new();

    [Fact]
    public void Load_TestsDocsAndBuildOutput_AreNoProducts()
    {
        _folder.WriteProject("One");
        _folder.WriteProject("Tests/One.Tests");
        _folder.WriteProject("EchoWorker");
        _folder.WriteProject("docs/sample/MyHost");
        _folder.WriteProject("One/bin/Release/Generated");
        _folder.Write("One/A.cs", "");
        _folder.Write("One/Folder/B.cs", "");
        _folder.Write("One/obj/Generated.cs", "");
        _folder.Write("Tests/One.Tests/ATests.cs", "");
        _folder.Write("EchoWorker/Program.cs", "");
        Checkout checkout = Checkout.Load(_folder.Path);
        Assert.Equal(["One"], checkout.Products.Select(project => project.Name));
        Assert.Equal(["One/A.cs", "One/Folder/B.cs"], checkout.ProductFiles.Select(file => file.Path));
        Assert.Equal(["EchoWorker/Program.cs", "Tests/One.Tests/ATests.cs"], checkout.TestFiles.Select(file => file.Path));
    }

    [Fact]
    public void Load_AProjectFile_TellsItsNamesAndReferences()
    {
        _folder.WriteProject(
            "One",
            """
            <PropertyGroup><AssemblyName>one-tool</AssemblyName><RootNamespace>Company.One</RootNamespace></PropertyGroup>
            <ItemGroup>
              <ProjectReference Include="../Two/Two.csproj" />
              <ProjectReference Include="..\Three\Three.csproj" />
              <ProjectReference Include="../Four/Four.csproj" ReferenceOutputAssembly="false" />
              <PackageReference Include="Package" />
            </ItemGroup>
            """
        );
        _folder.WriteProject("Two");
        Project[] projects = [.. Checkout.Load(_folder.Path).Products];
        Assert.Equal(("one-tool", "Company.One"), (projects[0].AssemblyName, projects[0].RootNamespace));
        Assert.Equal(["Two", "Three"], projects[0].References);
        Assert.Equal(["Package"], projects[0].Packages);
        Assert.Equal(("Two", "ConcurrencyBench.Two"), (projects[1].AssemblyName, projects[1].RootNamespace));
    }

    public void Dispose() => _folder.Dispose();
}
