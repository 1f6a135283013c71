using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Trace;

/// <summary>Where a text comes from, from the command line.</summary>
public sealed class TraceProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public TraceProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task An_answer_on_the_record_is_found_and_where_nothing_is_found_it_says_how_much_was_searched()
    {
        Assert.Contains("There is nothing to search yet", (await RunAsync("trace", "Some words.")).Out, StringComparison.Ordinal);
        await RunAsync("ask", "Is it so?", "--option", "Yes", "--option", "No", "--seed", "1");
        var session = JsonElement.Parse((await RunAsync("sessions", "show", "last", "--json")).Out);
        var ballot = session.GetProperty("rounds")[0].GetProperty("ballots")[0];
        var words = ballot.GetProperty("reasoning").GetString()!;

        var found = JsonElement.Parse((await RunAsync("trace", words, "--json")).Out);
        Assert.Contains(session.GetProperty("id").GetString()!, found.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("asked: Is it so?", (await RunAsync("trace", words)).Out, StringComparison.Ordinal);
        Assert.Matches("^Not found, neither as a whole nor near nor in part, in [1-9][0-9,]* texts of ", (await RunAsync("trace", "Ultramarine zeppelins hum quietly beneath porcelain moons tonight.")).Out);
    }

    [Fact]
    public async Task A_text_of_a_file_is_found_at_its_place()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "rows.jsonl"), "{\"text\":\"Nothing of the kind.\"}\n{\"text\":\"The quick brown fox jumps over the lazy dog near the old river bank.\"}\n", Cancellation);
        var found = await RunAsync("trace", "The quick brown fox jumps over the lazy dog near the old river bank.", "--against", "rows.jsonl");
        Assert.Equal(ExitCode.Ok, found.Code);
        Assert.Contains("equal", found.Out, StringComparison.Ordinal);
        Assert.Contains("rows.jsonl", found.Out, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
