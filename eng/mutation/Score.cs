// Reads the report of one part, sets survivors aside that are judged equivalent (equivalent.tsv), prints the others and writes the score
// into docs/testing.md. Run by eng/mutation/run:
//   dotnet run --file Score.cs -- PART REPORT PROJECT PATH...
#:property RunAnalyzers=false
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

const double Wanted = 0.85;
var (part, report, project, paths) = (args[0], args[1], args[2], args[3..]);
var root = Environment.CurrentDirectory;
while (!File.Exists(Path.Combine(root, "Roundtable.slnx")))
{
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run this inside of a checkout.");
}

using var document = JsonDocument.Parse(File.ReadAllText(report));
List<Mutant> mutants = [];
foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
{
    var path = file.Name.Replace('\\', '/');
    var name = path[(path.LastIndexOf($"/{project}/", StringComparison.Ordinal) + project.Length + 2)..];
    if (!paths.Any(p => name == p || name.StartsWith(p + "/", StringComparison.Ordinal)))
    {
        continue;
    }

    var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
    foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
    {
        var (start, end) = (mutant.GetProperty("location").GetProperty("start"), mutant.GetProperty("location").GetProperty("end"));
        var (first, last) = (Line(start), Line(end));
        var original = first == last
            ? lines[first][Column(start)..Column(end)]
            : string.Join(' ', [lines[first][Column(start)..], .. lines[(first + 1)..last], lines[last][..Column(end)]]);
        var replacement = mutant.GetProperty("replacement").GetString() ?? "";
        var status = mutant.GetProperty("status").GetString()!;
        mutants.Add(new Mutant($"{project}/{name}", first + 1, Spaced(lines[first]), Spaced(original), Spaced(replacement), status));
    }
}

var judged = File.ReadAllLines(Path.Combine(root, "eng/mutation/equivalent.tsv")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).ToArray();
var wrong = judged.FirstOrDefault(j => j.Length != 4);
if (wrong is not null)
{
    Console.Error.WriteLine($"equivalent.tsv: a line has {wrong.Length} columns instead of 4: {string.Join(' ', wrong)}");
    return 65;
}

int Count(string status) => mutants.Count(m => m.Status == status);
// A time-out on a busy machine is no kill of what does the same.
var unnoticed = mutants.Where(m => m.Status is "Survived" or "NoCoverage" || (m.Status == "Timeout" && judged.Any(j => Same(j, m)))).ToArray();
HashSet<string[]> used = [];
HashSet<Mutant> equivalent = new(ReferenceEqualityComparer.Instance); // two on one line may read the same
foreach (var mutant in unnoticed)
{
    foreach (var line in judged.Where(j => Same(j, mutant)))
    {
        used.Add(line);
        equivalent.Add(mutant);
    }
}

foreach (var m in unnoticed.Where(m => !equivalent.Contains(m)).OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line))
{
    Console.WriteLine($"{m.File}:{m.Line}\t{m.Original}\t{m.Replacement}{(m.Status == "NoCoverage" ? "\t(reached by no test)" : "")}");
}

// A line that no survivor needs would hide the next one.
var files = mutants.Select(m => m.File).ToHashSet(StringComparer.Ordinal);
var idle = judged.Where(j => files.Contains(j[0]) && !used.Contains(j)).ToArray();
foreach (var line in idle)
{
    Console.WriteLine($"equivalent.tsv: nothing survives that is: {line[0]}\t{line[1]}\t{line[2]}");
}

var killed = mutants.Count(m => m.Status is "Killed" or "Timeout") - unnoticed.Count(m => m.Status == "Timeout");
var survived = unnoticed.Length - equivalent.Count;
var score = killed + survived == 0 ? 0 : (double)killed / (killed + survived);
var counts = $"{killed} killed, {survived} survived, {equivalent.Count} equivalent, {Count("RuntimeError")} crashed the tests, {Count("CompileError")} did not compile";
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part}: {score:P1} ({counts})"));

var testing = Path.Combine(root, "docs/testing.md");
var changed = string.Join(", ", paths.Select(p => $"`{project["Roundtable.".Length..]}/{p}`"));
var row = string.Create(CultureInfo.InvariantCulture, $"| {part} | {changed} | {score * 100:0.0} % | {killed} | {survived} | {equivalent.Count} | {DateTime.UtcNow:yyyy-MM-dd} |");
File.WriteAllText(testing, Regex.Replace(File.ReadAllText(testing), $@"^\| {part} \|.*$", row, RegexOptions.Multiline, TimeSpan.FromSeconds(5)));
return score < Wanted || idle.Length > 0 ? 1 : 0;

static int Line(JsonElement position) => position.GetProperty("line").GetInt32() - 1;
static int Column(JsonElement position) => position.GetProperty("column").GetInt32() - 1;
static string Spaced(string code) => Regex.Replace(code, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(5)).Trim();
static bool Same(string[] line, Mutant mutant) =>
    line[0] == mutant.File && (Matches(line[1], mutant.Original) || Matches(line[1], mutant.Text)) && Matches(line[2], mutant.Replacement);
static bool Matches(string pattern, string text) =>
    Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline, TimeSpan.FromSeconds(5));

internal sealed record Mutant(string File, int Line, string Text, string Original, string Replacement, string Status);
