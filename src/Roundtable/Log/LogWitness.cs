using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;
using Roundtable.Web.Tiles;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log witness</c>: cosigns other logs' checkpoints, which prevents split views (equivocation).</summary>
internal static class LogWitness
{
    private static readonly Option<string> _listen = Listening.Option("127.0.0.1:7072");
    private static readonly Option<string?> _name = new("--name")
    {
        Description = "The witness's name, for the key that is made on first use, as in witness.example.org/w1.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> _pkcs11 = Pkcs11Option.Create(
        "The key to cosign with, as a pkcs11: URI with '?name=NAME', instead of one in a file.");

    private static readonly Option<bool> _mlDsa = new("--ml-dsa")
    {
        Description = "Cosign with ML-DSA-44, which quantum computers cannot forge, with the key that is made on first use.",
    };

    private static readonly Option<string[]> _logs = new("--log")
    {
        Description = "A log to watch: its public key, or a file with its keys.",
        HelpName = "KEY",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.CreateOrderly(
        "witness",
        "Run a witness over HTTP (C2SP tlog-witness): it cosigns a log's checkpoint only where it is consistent with the last one.",
        [_logs, _name, _mlDsa, _pkcs11, _listen],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var logs = TrustedKeys.Read(invocation.Parse.GetValue(_logs), null);
        var type = invocation.Parse.GetValue(_mlDsa) ? SignatureType.MlDsaCosignature : SignatureType.Cosignature;
        var key = WitnessKey.ReadOrMake(invocation.Workspace, invocation.Parse.GetValue(_name), type, invocation.Parse.GetValue(_pkcs11));
        var witness = new Witness(Path.Combine(invocation.Workspace.DataDirectory, "witness"), key, logs, invocation.Workspace.Time);
        await Listening.RunAsync(invocation, _listen, app => WitnessEndpoints.Map(app, witness), Started, cancellation);
        return ExitCode.Ok;

        string Started(string at) =>
            $"The witness answers at {at}\nLogs that want its cosignature put this line in their policy:\nwitness {Alias(key)} {key.Verifier} {at}";
    }

    private static string Alias(SigningKey key) => new([.. key.Verifier.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}
