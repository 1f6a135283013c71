using System.Diagnostics;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Keys;

namespace Roundtable.Tests.Workspace.Keys;

/// <summary>Keys that SoftHSM holds, in processes of their own, since its configuration is the environment's.</summary>
public sealed class Pkcs11KeyTests : IDisposable
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Pin = "a pin of ours 7";

    private readonly DirectoryInfo _hsm = Directory.CreateTempSubdirectory("roundtable-hsm-");
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public Pkcs11KeyTests()
    {
        _program = new RoundtableProcess(_data.FullName);
        var configuration = Path.Combine(_hsm.FullName, "conf");
        File.WriteAllText(configuration, $"directories.tokendir = {_hsm.CreateSubdirectory("tokens").FullName}\nobjectstore.backend = file\nlog.level = ERROR\n");
        _program.Variables["SOFTHSM2_CONF"] = configuration;
        File.WriteAllText(PinFile, Pin + "\n");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string PinFile => Path.Combine(_hsm.FullName, "pin");

    public void Dispose()
    {
        _hsm.Delete(recursive: true);
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_log_begins_with_a_held_key_and_changes_from_and_to_one()
    {
        await UtilAsync("--init-token", "--free", "--label", "roundtable", "--pin", Pin, "--so-pin", "98765432");
        await ImportAsync("first", "01");
        await ImportAsync("second", "02");

        // A log from its beginning: the key's name is the log's.
        _program.Variables["ROUNDTABLE_LOG_KEY"] = Uri("first", "log.example/hsm");
        await RunAsync("ask", "Should we?", "-o", "Yes", "-o", "No");
        Assert.False(File.Exists(Path.Combine(_data.FullName, "keys", "log")));
        Assert.Contains("Signed by log.example/hsm+", await RunAsync("log", "verify"), StringComparison.Ordinal);

        // Its key is changed to another one in the token, which the directory then knows by itself.
        await RunAsync("log", "rotate-key", "--pkcs11", Uri("second", "log.example/hsm"));
        _program.Variables.Remove("ROUNDTABLE_LOG_KEY");
        Assert.Equal(Uri("second", "log.example/hsm") + "\n", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "keys", "log"), Cancellation));
        await RunAsync("ask", "Should we not?", "-o", "Yes", "-o", "No");
        Assert.Contains("The log is in order", await RunAsync("log", "verify"), StringComparison.Ordinal);
        await RunAsync("log", "fsck");
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "log", "keys"), Cancellation)).Length);
        Assert.Single(Directory.GetFiles(Path.Combine(_data.FullName, "log", "rotations")));

        // And back to a file.
        await RunAsync("log", "rotate-key");
        Assert.StartsWith("PRIVATE+KEY+log.example/hsm+", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "keys", "log"), Cancellation), StringComparison.Ordinal);
        await RunAsync("log", "verify");
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_without_the_pin_and_nothing_is_written()
    {
        await UtilAsync("--init-token", "--free", "--label", "roundtable", "--pin", Pin, "--so-pin", "98765432");
        await ImportAsync("log", "01");
        foreach (var (uri, told) in ((string, string)[])[
            ($"pkcs11:token=roundtable;object=log?module-path=/nowhere.so&pin-source={PinFile}", "/nowhere.so cannot be loaded"),
            ($"pkcs11:token=other;object=log?module-path={Module}&pin-source={PinFile}", "has no token such as"),
            ($"pkcs11:token=roundtable;object=other?module-path={Module}&pin-source={PinFile}", "The private half of the key other"),
            ($"pkcs11:token=roundtable;object=log?module-path={Module}&pin-value=wrong-pin-1", "refuses the PIN"),
            ($"pkcs11:token=roundtable;object=log?module-path={Module}", "hides it"),
            ($"pkcs11:token=roundtable;object=log?module-path={Module}&pin-source=/nowhere/pin", "cannot be read from /nowhere/pin"),
            ($"pkcs11:token=roundtable?module-path={Module}", "names no key"), ("pkcs11:object=log", "does not name the module"),
            ($"pkcs11:object=log;colour=red?module-path={Module}", "'colour' is not known")])
        {
            _program.Variables["ROUNDTABLE_LOG_KEY"] = uri;
            var (code, output, error) = await _program.RunAsync(Cancellation, "log", "checkpoint");
            Assert.Equal(ExitCode.Configuration, code);
            Assert.Contains(told, error, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong-pin-1", output + error, StringComparison.Ordinal);
            Assert.DoesNotContain(Pin, output + error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(_data.FullName, "log")));
        }
    }

    [Theory]
    [InlineData("pkcs11:token=my%20token;serial=12;object=a%2Bb;id=%01%ff;type=private?module-path=/m.so&pin-value=1%26&name=log.example/x", "my token", "a+b", "01ff", "1&", "log.example/x")]
    [InlineData("PKCS11:object=log.example/x?module-path=/m.so", null, "log.example/x", null, null, "log.example/x")]
    public void A_uri_is_read_member_by_member(string text, string? token, string? label, string? id, string? pin, string? name)
    {
        var uri = Pkcs11Uri.Parse(text);
        Assert.Equal((token, label, id, pin, name, "/m.so"), (uri.Token, uri.Label, uri.Id is { } bytes ? Convert.ToHexStringLower(bytes) : null, uri.Pin, uri.Name, uri.ModulePath));
    }

    [Theory]
    [InlineData("pkcs11:object=a;object=b?module-path=/m.so")]
    [InlineData("pkcs11:object?module-path=/m.so")]
    [InlineData("pkcs11:id=%0?module-path=/m.so")]
    [InlineData("pkcs11:object=a;type=public?module-path=/m.so")]
    [InlineData("pkcs11:object=a;slot-id=x?module-path=/m.so")]
    [InlineData("http://object=a")]
    public void A_malformed_uri_is_told(string text) => Assert.Equal(ErrorKind.Configuration, Assert.Throws<WorkspaceException>(() => Pkcs11Uri.Parse(text)).Kind);

    [Fact]
    public void A_held_key_whose_signature_is_not_valid_signs_nothing()
    {
        var key = SigningKey.New("log.example/x");
        var held = SigningKey.Held(key.Verifier, _ => new byte[64]);
        Assert.Contains("not valid", Assert.Throws<IOException>(() => held.Sign("text\n")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(held.ToSecret);
    }

    private string Uri(string label, string name) => $"pkcs11:token=roundtable;object={label}?module-path={Module}&pin-source={PinFile}&name={name}";

    private async Task ImportAsync(string label, string id)
    {
        var path = Path.Combine(_hsm.FullName, label + ".pem");
        await ToolAsync("openssl", "genpkey", "-algorithm", "ed25519", "-out", path);
        await UtilAsync("--import", path, "--token", "roundtable", "--pin", Pin, "--label", label, "--id", id);
        File.Delete(path);
    }

    private Task UtilAsync(params string[] arguments) => ToolAsync("softhsm2-util", arguments);

    private async Task ToolAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["SOFTHSM2_CONF"] = _program.Variables["SOFTHSM2_CONF"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, output + await error);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await _program.RunAsync(Cancellation, arguments);
        Assert.True(code == ExitCode.Ok, output + error);
        return output;
    }
}
