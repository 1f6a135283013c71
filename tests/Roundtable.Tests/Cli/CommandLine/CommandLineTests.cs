using Roundtable.Cli;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;

namespace Roundtable.Tests.Cli.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public CommandLineTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_reference_in_the_docs_is_what_the_program_accepts()
    {
        var reference = Reference.Markdown(Commands.Root());
        var written = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "cli.md"), Cancellation);
        Assert.True(reference == written, "docs/cli.md is out of date; remake it with: ./roundtable reference > docs/cli.md");
    }

    [Fact]
    public async Task What_another_program_reads_is_UTF_8_in_every_locale()
    {
        var latin = new RoundtableProcess(_data.FullName) { Variables = { ["LC_ALL"] = "de_DE.ISO-8859-1" } };
        var (code, output, _) = await latin.RunAsync(Cancellation, "sessions", "show", "größer-日本", "--json");
        Assert.Equal(ExitCode.NotFound, code);
        Assert.Contains("größer-日本", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'sesions' is not known here; did you mean 'sessions'? 'roundtable --help'", "sesions")]
    [InlineData("'serch' is not known here; did you mean 'search'? 'roundtable sessions --help'", "sessions", "serch")]
    [InlineData("'--optoin' is not known here; did you mean '--option'?", "ask", "Hi?", "--optoin")]
    [InlineData("'roundtable log' needs one of: show, prove, verify", "log")]
    [InlineData("'question' missing", "ask")]
    [InlineData("'\u241b[31m' is not known here.", "ask", "Hi?", "\u001b[31m")]
    public async Task A_slip_is_told_with_what_was_probably_meant(string says, params string[] arguments)
    {
        var (code, output, error) = await _program.RunAsync(Cancellation, arguments);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(output);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_verb_the_help_is_shown_and_the_version_is_one_line()
    {
        Assert.Contains("sessions", (await _program.RunAsync(Cancellation)).Out, StringComparison.Ordinal);
        var version = await _program.RunAsync(Cancellation, "--version");
        Assert.Equal(ExitCode.Ok, version.Code);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+\n$", version.Out);
    }

    [Fact]
    public void A_fault_of_the_program_is_kept_in_a_file_and_told_without_its_trace()
    {
        InvalidOperationException fault;
        try
        {
            throw new InvalidOperationException("Inner workings.");
        }
        catch (InvalidOperationException e)
        {
            fault = e;
        }

        var (kind, message) = WorkspaceError.Describe(fault);
        Assert.Equal((ErrorKind.Internal, "Internal error (InvalidOperationException)."), (kind, message));
        var report = CrashReport.Write(_data.FullName, fault, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero))!;
        Assert.Contains(nameof(A_fault_of_the_program_is_kept_in_a_file_and_told_without_its_trace), File.ReadAllText(report), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(report));
        }
    }

    [Fact]
    public void One_fault_has_one_report_and_the_reports_are_limited_in_number()
    {
        var noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        Exception[] faults = [.. Enumerable.Range(0, CrashReport.MaxReports + 5).Select(Fault)];
        var reports = faults.Select((f, i) => CrashReport.Write(_data.FullName, f, noon.AddSeconds(i))!).ToList();
        Assert.Equal(reports[^1], CrashReport.Write(_data.FullName, faults[^1], noon.AddDays(1)));
        Assert.Equal(reports[^CrashReport.MaxReports..].Order(StringComparer.Ordinal), Directory.GetFiles(Path.Combine(_data.FullName, "crashes")).Order(StringComparer.Ordinal));

        // Faults differ by their types and places: here by how many are in each other.
        static Exception Fault(int depth) => depth == 0 ? new InvalidOperationException("x") : new InvalidOperationException("x", Fault(depth - 1));
    }
}
