using ConcurrencyBench.House.Tests.Checkouts;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>A namespace that differs from the folder of its file.</summary>
/// <param name="Place">Where the namespace is declared.</param>
/// <param name="Found">The namespace.</param>
/// <param name="Expected">The root namespace and the path of the folder.</param>
internal sealed record MisplacedNamespace(Place Place, string Found, string Expected)
{
    /// <summary>Finds the namespaces of a file that are not its folder's.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rootNamespace">The root namespace of its project.</param>
    /// <param name="projectFolder">The project's folder relative to the checkout, with slashes.</param>
    public static IEnumerable<MisplacedNamespace> Find(SourceFile file, string rootNamespace, string projectFolder)
    {
        string[] folders = Path.GetRelativePath(projectFolder, file.Path).Replace('\\', '/').Split('/')[..^1];
        string expected = string.Join('.', folders.Prepend(rootNamespace));
        return file
            .Syntax.DescendantNodes()
            .OfType<BaseNamespaceDeclarationSyntax>()
            .Where(declaration => declaration.Name.ToString() != expected)
            .Select(declaration => new MisplacedNamespace(
                file.GetPlace(declaration.NamespaceKeyword),
                declaration.Name.ToString(),
                expected
            ));
    }

    public override string ToString() => $"{Place}: the namespace is {Found}, the folder asks for {Expected}";
}
