using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Layout;

/// <summary>Using directives stand as <c>dotnet format</c> puts them, which takes minutes to say so: System first, then by name, part by part.</summary>
public sealed class UsingOrderTests
{
    [Fact]
    public void Usings_are_in_order() =>
        SourceProject.AssertNone(((string[])["src", "tests", "bench"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Where(file => !IsInOrder([.. File.ReadLines(file).TakeWhile(l => !l.StartsWith("namespace ", StringComparison.Ordinal)).Where(IsPlain)]))
            .Select(file => $"{Path.GetRelativePath(Repository.Root, file)}: the using directives are not in order."));

    private static bool IsPlain(string line) =>
        line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.AsSpan(6).ContainsAny(" =(") && !line.StartsWith("using static ", StringComparison.Ordinal);

    private static bool IsInOrder(List<string> usings) => usings.Zip(usings.Skip(1)).All(pair => Compare(pair.First, pair.Second) <= 0);

    private static int Compare(string one, string other)
    {
        string[] a = one[6..^1].Split('.'), b = other[6..^1].Split('.');
        var system = (b[0] == "System").CompareTo(a[0] == "System");
        var first = a.Zip(b).Select(p => string.Compare(p.First, p.Second, StringComparison.OrdinalIgnoreCase)).FirstOrDefault(c => c != 0);
        return system != 0 ? system : first != 0 ? first : a.Length - b.Length;
    }
}
