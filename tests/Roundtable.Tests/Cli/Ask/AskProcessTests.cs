using System.Diagnostics;
using System.Text;
using Roundtable.Cli.CommandLine;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;

namespace Roundtable.Tests.Cli.Ask;

public sealed class AskProcessTests : IDisposable
{
    private static readonly string[] _debate = ["ask", "Should we?", "--option", "Yes", "--option", "No", "--debate", "--seed", "7"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public AskProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_rehearsal_is_marked_simulated_on_screen_and_in_the_document()
    {
        var (code, output, error) = await _program.RunAsync(Cancellation, _debate);
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("SIMULATED", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);

        var json = await _program.RunAsync(Cancellation, [.. _debate, "--json"]);
        var session = SessionJson.Read(Encoding.UTF8.GetBytes(json.Out.Trim()));
        Assert.True(session.Simulated);
        Assert.Equal(2, session.Rounds.Count);

        // The document is all of the output; how far it is stands beside it, a line an event.
        var lines = json.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"Session {session.Id}: 5 seats.", lines[0]);
        Assert.Equal(10, lines.Count(l => l.EndsWith(" answered.", StringComparison.Ordinal)));
        Assert.Contains("Round 1: Ada (simulated) answered.", lines);
        Assert.Single(lines, l => l.StartsWith($"Round 2: {VerdictText.Headline(session.Verdict.Final, session.Verdict.Options)}", StringComparison.Ordinal));
        Assert.Empty((await _program.RunAsync(Cancellation, [.. _debate, "--json", "--quiet"])).Error);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "two", "ask", "Should we?", "--option", "Yes")]
    [InlineData(ExitCode.Usage, "empty", "ask", " ", "--open")]
    [InlineData(ExitCode.Usage, "quorum is 9", "ask", "Should we?", "--open", "--panel", "rehearsal", "--quorum", "9")]
    [InlineData(ExitCode.NotFound, "missing.md", "ask", "missing.md", "--open")]
    [InlineData(ExitCode.Usage, "Options 1 and 3 are the same", "ask", "Which?", "-o", "A", "-o", "B", "-o", "a ")]
    [InlineData(ExitCode.Usage, "leave out the options", "ask", "Which?", "--open", "-o", "A", "-o", "B")]
    [InlineData(ExitCode.NotFound, "There is no panel 'nobody'", "ask", "Which?", "--open", "--panel", "nobody")]
    [InlineData(ExitCode.NotFound, "There is no model 'gpt-0'", "ask", "Which?", "--open", "-m", "gpt-0")]
    [InlineData(ExitCode.Unavailable, "OPENAI_API_KEY is not set", "ask", "Which?", "--open", "-m", "openai/gpt-5.5")]
    [InlineData(ExitCode.NotFound, "There is no file nowhere.yaml", "ask", "Which?", "--open", "--config", "nowhere.yaml")]
    [InlineData(ExitCode.Usage, "--budget is 0", "ask", "Which?", "--open", "--budget", "0")]
    [InlineData(ExitCode.Usage, "--rounds is 0", "ask", "Should we?", "--open", "--debate", "--rounds", "0")]
    public async Task A_bad_input_gets_one_sentence_and_its_exit_code(int code, string says, params string[] arguments)
    {
        var result = await _program.RunAsync(Cancellation, arguments);
        Assert.Equal(code, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Too_many_options_and_too_long_a_question_are_refused_before_anything_is_recorded()
    {
        string[] many = [.. Enumerable.Range(1, 27).SelectMany(i => new[] { "-o", $"Option {i}" })];
        Assert.Contains("27 options; the maximum is 26", (await _program.RunAsync(Cancellation, ["ask", "Which?", .. many])).Error, StringComparison.Ordinal);
        Assert.Contains("20001 characters", (await _program.RunAsync(Cancellation, "ask", new string('x', 20_001), "--open")).Error, StringComparison.Ordinal);
        Assert.Empty(_data.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_question_that_its_options_cannot_answer_draws_a_warning_unless_asked_as_is()
    {
        string[] asked = ["ask", "Which database should we use?", "--option", "Yes", "--option", "No"];
        var warned = await _program.RunAsync(Cancellation, asked);
        Assert.Equal(ExitCode.Ok, warned.Code);
        Assert.Contains("Warning: The question asks", warned.Error, StringComparison.Ordinal);
        Assert.Contains("--as-is", warned.Error, StringComparison.Ordinal);
        Assert.Empty((await _program.RunAsync(Cancellation, [.. asked, "--as-is"])).Error);
    }

    [Fact]
    public async Task A_question_file_gives_question_options_and_context()
    {
        var file = Path.Combine(_data.FullName, "question.md");
        await File.WriteAllTextAsync(file, "# Should we ship?\n\n## Options\n- Now\n- Later\n\n## Background\nTests pass.\n", Cancellation);
        var (code, output, error) = await _program.RunAsync(Cancellation, "ask", file, "--json");
        Assert.True(code == ExitCode.Ok, error);
        var session = SessionJson.Read(Encoding.UTF8.GetBytes(output.Trim()));
        Assert.Equal(("Should we ship?", 2), (session.Question.Text, session.Question.Options.Count));
        Assert.Contains("Tests pass.", Assert.Single(session.Question.Context).Text, StringComparison.Ordinal);

        var open = await _program.RunAsync(Cancellation, "ask", file, "--open", "--json");
        Assert.True(SessionJson.Read(Encoding.UTF8.GetBytes(open.Out.Trim())).Question.IsOpen);
    }

    [Fact]
    public async Task A_pdf_is_read_in_a_process_of_its_own()
    {
        var file = Path.Combine(_data.FullName, "report.pdf");
        await File.WriteAllBytesAsync(file, SampleFiles.Pdf("Rates rose.", "They fell."), Cancellation);
        var (code, output, error) = await _program.RunAsync(Cancellation, "ask", "Did rates rise?", "-o", "Yes", "-o", "No", "--context", file, "--json");
        Assert.True(code == ExitCode.Ok, error);
        var document = Assert.Single(SessionJson.Read(Encoding.UTF8.GetBytes(output.Trim())).Question.Context);
        Assert.Equal(("[page 1]\nRates rose.\n\n[page 2]\nThey fell.", 2), (document.Text, document.Pages));

        await File.WriteAllBytesAsync(file, SampleFiles.Encrypted(), Cancellation);
        var refused = await _program.RunAsync(Cancellation, "ask", "Did rates rise?", "-o", "Yes", "-o", "No", "--context", file);
        Assert.Contains("report.pdf is encrypted and opens with a password only", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_stops_the_session_with_a_sentence_and_loses_nothing()
    {
        await _program.RunAsync(Cancellation, _debate);
        var before = await SizeAsync();

        // No file may grow beyond so many blocks: to the program a disk that is full.
        _program.FileSizeLimit = (int)(Directory.EnumerateFiles(_data.FullName, "*", SearchOption.AllDirectories).Max(f => new FileInfo(f).Length) / 1024) + 2;
        var (code, _, error) = await _program.RunAsync(Cancellation, _debate);
        Assert.Equal(ExitCode.Unwritable, code);
        Assert.Contains("could not be written", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);

        _program.FileSizeLimit = null;
        Assert.True(await SizeAsync() >= before);
        Assert.Equal(ExitCode.Ok, (await _program.RunAsync(Cancellation, "log", "verify")).Code);
        Assert.Equal(ExitCode.Ok, (await _program.RunAsync(Cancellation, "sessions", "resume")).Code);

        async Task<long> SizeAsync()
        {
            await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
            return log.Size;
        }
    }

    [Fact]
    public async Task Killed_in_the_middle_it_resumes_and_repeats_at_most_the_calls_in_flight()
    {
        _program.Variables["ROUNDTABLE_REHEARSAL_PACE_MS"] = "400";
        using (var process = _program.Start(_debate))
        {
            // The first ballot on screen is durable; its neighbours are in flight.
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync(Cancellation);
            }
            while (line is not null && !line.Contains("% sure", StringComparison.Ordinal));
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        _program.Variables["ROUNDTABLE_REHEARSAL_PACE_MS"] = "0";
        var (code, output, error) = await _program.RunAsync(Cancellation, "sessions", "resume", "--json");
        Assert.True(code == ExitCode.Ok, error);
        var session = SessionJson.Read(Encoding.UTF8.GetBytes(output.Trim()));
        Assert.Equal(2, session.Rounds.Count);

        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var calls = (await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation)).Where(l => l.Leaf.Kind == LeafKind.ModelOutput).ToList();
        Assert.Equal(calls.Count, calls.DistinctBy(c => c.Leaf.Call).Count());
        Assert.Equal(11, calls.Count); // five seats in two rounds, and the minutes
    }

    [Fact]
    public async Task Interrupted_it_says_how_to_go_on()
    {
        _program.Variables["ROUNDTABLE_REHEARSAL_PACE_MS"] = "60000";
        using var process = _program.Start(_debate);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(Cancellation);
        }
        while (line is not null && !line.Contains("Round 1", StringComparison.Ordinal));

        using var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.Contains("sessions resume", await process.StandardError.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_on_one_data_directory_are_told_apart()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var result = await _program.RunAsync(Cancellation, _debate);
        Assert.Equal(ExitCode.InUse, result.Code);
        Assert.Contains(_data.FullName, result.Error, StringComparison.Ordinal);
    }
}
