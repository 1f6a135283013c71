using System.Xml.Linq;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Layout;

/// <summary>A project under src, as its project file and its folders describe it.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Directory">Its folder.</param>
/// <param name="RootNamespace">The namespace of files that stand in no folder below it.</param>
/// <param name="Assembly">Where the tests find it compiled.</param>
internal sealed record SourceProject(string Name, string Directory, string RootNamespace, string Assembly)
{
    /// <summary>Every project under src.</summary>
    public static IReadOnlyList<SourceProject> All { get; } =
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Its C# and Razor files without those that the build makes.</summary>
    public IReadOnlyList<string> Files { get; } =
        [.. System.IO.Directory.EnumerateFiles(Directory, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor")
            .Where(f => Path.GetRelativePath(Directory, f).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Order(StringComparer.Ordinal)];

    /// <summary>The folder of a file, as its namespace below the root is written: <c>Verdicts.Rules</c>; empty for the project's own folder.</summary>
    public string FolderOf(string file) =>
        Path.GetRelativePath(Directory, Path.GetDirectoryName(file)!) is var folder and not "." ? folder.Replace(Path.DirectorySeparatorChar, '.') : "";

    /// <summary>Fails with every fault in full where there is one.</summary>
    public static void AssertNone(IEnumerable<string> faults)
    {
        List<string> all = [.. faults];
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }

    private static SourceProject Read(string file)
    {
        var properties = XDocument.Load(file).Descendants("PropertyGroup").Elements().ToList();
        var name = Path.GetFileNameWithoutExtension(file);
        var assembly = properties.FirstOrDefault(p => p.Name.LocalName == "AssemblyName")?.Value ?? name;
        return new SourceProject(
            name,
            Path.GetDirectoryName(file)!,
            properties.FirstOrDefault(p => p.Name.LocalName == "RootNamespace")?.Value ?? name,
            Compiled(Path.GetDirectoryName(file)!, assembly + ".dll"));
    }

    /// <summary>Beside the tests, or for an add-on, which is no part of the program, in a folder of its own.</summary>
    private static string Compiled(string project, string assembly)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, assembly);
        return File.Exists(beside) ? beside : Path.Combine(Repository.BuiltIn(project), assembly);
    }
}
