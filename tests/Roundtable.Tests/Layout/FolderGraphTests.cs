using System.Text.RegularExpressions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Layout;

/// <summary>No folder of a project needs one that needs it; folders are small, and each is one namespace.</summary>
public sealed partial class FolderGraphTests
{
    private const int MaxFiles = 40;

    /// <summary>Every project under src.</summary>
    public static TheoryData<string> Projects => [.. SourceProject.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_takes_part_in_a_cycle(string name)
    {
        var project = Find(name);
        var graph = FolderGraph.Read(project.Assembly, project.RootNamespace);
        Assert.True(graph.ShortestCycle() is not { } cycle, graph.ShortestCycle() is { } shown ? $"{name} has a cycle of folders: {graph.Describe(shown)}" : "");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_folder_holds_at_most_forty_files(string name)
    {
        var project = Find(name);
        SourceProject.AssertNone(
            from folder in project.Files.GroupBy(project.FolderOf, StringComparer.Ordinal)
            where folder.Count() > MaxFiles
            select $"{name}/{folder.Key} holds {folder.Count()} files.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_folder_is_one_namespace(string name)
    {
        var project = Find(name);
        SourceProject.AssertNone(project.Files.SelectMany(file => Misplaced(project, file)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespace_of_our_own_is_used_without_being_named_in_the_file(string name)
    {
        var project = Find(name);
        Assert.DoesNotContain(project.Files, f => GlobalUsing().IsMatch(File.ReadAllText(f)));
        Assert.DoesNotMatch("""<Using\s+Include="Roundtable""", File.ReadAllText(Path.Combine(project.Directory, name + ".csproj")));
    }

    [Fact]
    public void Folders_of_tests_mirror_the_folders_that_they_test()
    {
        var tests = Path.Combine(Repository.Root, "tests", "Roundtable.Tests");
        SourceProject.AssertNone(
            from project in SourceProject.All
            let mirror = Path.Combine(tests, project.RootNamespace["Roundtable.".Length..])
            where Directory.Exists(mirror)
            from folder in Directory.EnumerateDirectories(mirror, "*", SearchOption.AllDirectories)
            let tested = Path.Combine(project.Directory, Path.GetRelativePath(mirror, folder))
            where !Directory.Exists(tested)
            select $"{folder} holds tests of {tested}, which does not exist.");
        var other = SourceProject.All.Select(p => p.RootNamespace["Roundtable.".Length..]).Concat(["Launcher", "Layout", "Samples", "bin", "obj"]);
        Assert.Empty(Directory.EnumerateDirectories(tests).Select(d => Path.GetFileName(d)).Except(other, StringComparer.Ordinal));
    }

    private static SourceProject Find(string name) => SourceProject.All.Single(p => p.Name == name);

    private static IEnumerable<string> Misplaced(SourceProject project, string file)
    {
        var folder = project.FolderOf(file);
        var expected = folder.Length == 0 ? project.RootNamespace : $"{project.RootNamespace}.{folder}";
        var declared = Namespace().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value).ToList();
        if (declared.Count == 0 && Path.GetExtension(file) == ".cs" && Path.GetFileName(file) != "Program.cs")
        {
            return [$"{file} declares no namespace; its folder is {expected}."];
        }

        return declared.Where(d => d != expected).Select(d => $"{file} declares the namespace {d}; its folder is {expected}.");
    }

    [GeneratedRegex("""^@?namespace\s+(?<name>[\w.]+)""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Namespace();

    [GeneratedRegex("""^\s*global\s+using\s+(?:static\s+)?(?:\w+\s*=\s*)?Roundtable\b""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex GlobalUsing();
}
