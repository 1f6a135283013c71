using System.Text.RegularExpressions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Layout;

/// <summary>What projects may refer to, and how folders and files are named: the structure that docs/ARCHITECTURE.md describes.</summary>
public sealed partial class ReferenceRulesTests
{
    private static readonly string _framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    [Fact]
    public void Record_depends_on_dotnet_and_two_libraries_alone()
    {
        var references = typeof(Roundtable.Record.Entries.Digest).Assembly.GetReferencedAssemblies().Select(r => r.Name!);
        Assert.All(references, r => Assert.True(r is "NSec.Cryptography" or "System.IO.Hashing" || File.Exists(Path.Combine(_framework, r + ".dll")), r));
    }

    [Fact]
    public void Deliberation_knows_no_http_no_database_and_no_provider()
    {
        var references = typeof(Roundtable.Deliberation.Orchestration.Deliberator).Assembly.GetReferencedAssemblies().Select(r => r.Name!);
        Assert.All(references, r => Assert.True(
            r is "Roundtable.Record" or "Microsoft.Extensions.AI.Abstractions" or "JsonSchema.Net" or "JsonPointer.Net"
                || (r.StartsWith("System", StringComparison.Ordinal) && !r.Contains(".Net", StringComparison.Ordinal) && !r.Contains("Data", StringComparison.Ordinal)),
            r));
    }

    [Fact]
    public void Annotation_knows_no_file_format_no_provider_and_no_page()
    {
        var references = typeof(Roundtable.Annotation.Votes.VoteTable).Assembly.GetReferencedAssemblies().Select(r => r.Name!);
        Assert.All(references, r => Assert.True(
            r is "Roundtable.Record" or "Roundtable.Deliberation" or "Microsoft.Extensions.AI.Abstractions"
                || (r.StartsWith("System", StringComparison.Ordinal) && !r.Contains(".Net", StringComparison.Ordinal) && !r.Contains("Data", StringComparison.Ordinal)),
            r));
    }

    [Fact]
    public void Merkle_knows_bytes_alone()
    {
        var record = SourceProject.All.Single(p => p.Name == "Roundtable.Record");
        var merkle = record.Files.Where(f => record.FolderOf(f) == "Merkle").ToList();
        Assert.NotEmpty(merkle);
        Assert.DoesNotContain(merkle.SelectMany(File.ReadLines), l => l.StartsWith("using Roundtable", StringComparison.Ordinal));
        Assert.Empty(FolderGraph.Read(record.Assembly, record.RootNamespace).From("Merkle"));
    }

    [Fact]
    public void No_name_hides_what_a_type_is_for() =>
        Assert.DoesNotContain(SourceProject.All.SelectMany(p => p.Files).Select(Path.GetFileNameWithoutExtension), n => VagueName().IsMatch(n!));

    [Fact]
    public void Every_folder_is_named_in_the_architecture()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md"));
        var folders = SourceProject.All.SelectMany(p => p.Files.Select(p.FolderOf)).Where(f => f.Length > 0).Select(f => f.Split('.')[^1]).Distinct(StringComparer.Ordinal);
        Assert.All(folders, f => Assert.Contains($"`{f}/`", text, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:Manager|Helper|Helpers|Util|Utils|Utility|Misc|Common)$", RegexOptions.NonBacktracking)]
    private static partial Regex VagueName();
}
