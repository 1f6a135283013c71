using System.Diagnostics;
using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Disclosure.Standards;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Disclose;

/// <summary>Opened rows are piped into age for the auditor's key, and out of it into the judge: nothing of them lies anywhere in plain.</summary>
public sealed class EncryptedOpeningTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public EncryptedOpeningTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Opened_rows_go_through_age_to_the_judge()
    {
        Assert.SkipUnless(IsInstalled("age-keygen"), "Debian's package age is not installed.");
        await File.WriteAllTextAsync(
            In("rows.jsonl"),
            string.Concat(Enumerable.Range(0, 12).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"text":"Secret row {{i}}, which is a model's.","model":"gpt-4"}""") + "\n")),
            Cancellation);
        await RunAsync("scan", "rows.jsonl", "--out", "report");
        await RunAsync("disclose", "commit", "report", "--out", "commitment");
        await RunAsync("disclose", "challenge", "commitment/commitment.tlog-proof", "--key", "log/keys", "--by", "Ann", "--rows", "5", "--nonce", "nonce", "--out", "challenge");
        await RunAsync("disclose", "accept", "challenge", "--out", "accepted");
        await RunAsync("disclose", "reveal", "accepted", "--key", "log/keys", "--nonce", "nonce", "--out", "reveal");
        await RunAsync("disclose", "members", "report", "--out", "rows.members");
        Assert.Contains(
            "report, 12 rows as hashes: the whole text is in it.", await RunAsync("trace", "Secret row 3, which is a model's.", "--members", "rows.members"), StringComparison.Ordinal);

        var (code, said) = await NodeValidators.StartAsync(_data.FullName, "age-keygen", ["-o", "auditor.key"]);
        Assert.True(code == 0, said);
        var recipient = File.ReadLines(In("auditor.key")).First(l => l.StartsWith("# public key: ", StringComparison.Ordinal))["# public key: ".Length..];
        using (var open = _program.Start("disclose", "open", "commitment", "reveal", "--out", "-"))
        {
            open.StandardInput.Close();
            await PipeAsync(open.StandardOutput.BaseStream, "age", ["-r", recipient, "-o", "audit.json.age"]);
            Assert.Contains("5 rows for 5 draws are in what was written", await open.StandardError.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
            await open.WaitForExitAsync(Cancellation);
            Assert.Equal(ExitCode.Ok, open.ExitCode);
        }

        Assert.DoesNotContain("Secret row", await File.ReadAllTextAsync(In("audit.json.age"), Cancellation), StringComparison.Ordinal);
        using var decrypt = Process.Start(new ProcessStartInfo("age", ["-d", "-i", "auditor.key", "audit.json.age"])
        {
            WorkingDirectory = _data.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        using var judge = _program.Start("disclose", "judge", "-", "--key", "log/keys");
        await decrypt.StandardOutput.BaseStream.CopyToAsync(judge.StandardInput.BaseStream, Cancellation);
        judge.StandardInput.Close();
        var judged = await judge.StandardOutput.ReadToEndAsync(Cancellation);
        await judge.WaitForExitAsync(Cancellation);
        Assert.True(judge.ExitCode == ExitCode.Ok, judged + await judge.StandardError.ReadToEndAsync(Cancellation));
        Assert.Contains("0 of 5 draws are wrong", judged, StringComparison.Ordinal);
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => p.Length > 0 && File.Exists(Path.Combine(p, program)));

    private string In(string name) => Path.Combine(_data.FullName, name);

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await _program.RunAsync(Cancellation, arguments);
        Assert.True(code == ExitCode.Ok, output + error);
        return output;
    }

    private async Task PipeAsync(Stream from, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _data.FullName, UseShellExecute = false, RedirectStandardInput = true })!;
        await from.CopyToAsync(process.StandardInput.BaseStream, Cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(0, process.ExitCode);
    }
}
