using System.Text.RegularExpressions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests;

/// <summary>The structure that docs/ARCHITECTURE.md describes, kept by tests.</summary>
public sealed partial class LayoutTests
{
    private const int MaxLines = 270;

    private static readonly string _source = Path.Combine(Repository.Root, "src");

    private static readonly string[] _files =
        [.. Directory.EnumerateFiles(_source, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))];

    [Fact]
    public void Record_depends_on_dotnet_hashes_and_libsodium_alone()
    {
        var references = typeof(Roundtable.Record.Entries.Digest).Assembly.GetReferencedAssemblies();
        Assert.All(references, r => Assert.True(r.Name == "NSec.Cryptography" || r.Name!.StartsWith("System", StringComparison.Ordinal), r.Name));
    }

    [Fact]
    public void Deliberation_knows_no_http_no_database_and_no_provider()
    {
        var references = typeof(Roundtable.Deliberation.Sessions.Deliberator).Assembly.GetReferencedAssemblies().Select(r => r.Name!);
        Assert.All(references, r => Assert.True(
            r is "Roundtable.Record" or "Microsoft.Extensions.AI.Abstractions" || (r.StartsWith("System", StringComparison.Ordinal) && !r.Contains(".Net", StringComparison.Ordinal) && !r.Contains("Data", StringComparison.Ordinal)),
            r));
    }

    [Fact]
    public void Merkle_knows_bytes_alone()
    {
        var usings = _files.Where(f => f.Contains("Roundtable.Record/Merkle/", StringComparison.Ordinal)).SelectMany(File.ReadLines).Where(l => l.StartsWith("using Roundtable", StringComparison.Ordinal));
        Assert.Empty(usings);
    }

    [Fact]
    public void A_file_holds_one_public_type_and_can_be_read_in_one_go()
    {
        foreach (var file in _files)
        {
            var lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= MaxLines, $"{file} has {lines.Length} lines.");
            Assert.True(lines.Count(l => TopLevelType().IsMatch(l)) <= 1, $"{file} holds more than one type.");
        }
    }

    [Fact]
    public void No_name_hides_what_a_type_is_for() =>
        Assert.DoesNotContain(_files.Select(Path.GetFileNameWithoutExtension), n => VagueName().IsMatch(n!));

    [Fact]
    public void Every_folder_is_named_in_the_architecture()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md"));
        var folders = _files.Select(f => Path.GetFileName(Path.GetDirectoryName(f))!).Distinct(StringComparer.Ordinal).Where(f => !f.StartsWith("Roundtable", StringComparison.Ordinal));
        Assert.All(folders, f => Assert.Contains($"`{f}/`", text, StringComparison.Ordinal));
    }

    [GeneratedRegex("^(?:public|internal) (?:(?:sealed|static|abstract|partial|readonly) )*(?:class|record|struct|enum|interface|record struct) ", RegexOptions.NonBacktracking)]
    private static partial Regex TopLevelType();

    [GeneratedRegex("(?:Manager|Helper|Helpers|Util|Utils|Utility|Service|Misc|Common)$", RegexOptions.NonBacktracking)]
    private static partial Regex VagueName();
}
