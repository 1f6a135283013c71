using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Storage;
using Roundtable.Record.Witnesses;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log witness</c>: cosigns other logs' checkpoints, and so keeps them from telling two histories.</summary>
internal static class LogWitness
{
    private static readonly Option<string> _listen = Listening.Option("127.0.0.1:7071");
    private static readonly Option<string?> _name = new("--name") { Description = "The witness's name, for the key that is made on first use: a host name and a path, say.", HelpName = "NAME" };
    private static readonly Option<string[]> _logs = new("--log")
    {
        Description = "A log to watch: its public key, or a file with its keys.",
        HelpName = "KEY",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "witness", "Run a witness over HTTP (C2SP tlog-witness): it cosigns a log's checkpoints only where each goes on from the last.", [_logs, _name, _listen], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var logs = TrustedKeys.Read(invocation.Parse.GetValue(_logs), null);
        var key = Key(invocation);
        var witness = new Witness(Path.Combine(invocation.Workspace.DataDirectory, "witness"), key, logs, invocation.Workspace.Time);
        await Listening.RunAsync(invocation, invocation.Parse.GetValue(_listen)!, Told, app => Map(app, witness), cancellation);
        return ExitCode.Ok;

        string Told(string at) => $"The witness answers at {at}\nLogs that want its cosignature put this line in their policy:\nwitness {Alias(key)} {key.Verifier} {at}";
    }

    private static void Map(WebApplication app, Witness witness)
    {
        app.MapPost("/add-checkpoint", async (HttpContext context) =>
        {
            var body = new byte[Submission.MaxBytes + 1];
            var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
            WitnessResponse answer;
            try
            {
                answer = witness.AddCheckpoint(body.AsSpan(0, length));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                answer = WitnessResponse.Rejected(StatusCodes.Status503ServiceUnavailable, "The witness cannot keep the checkpoint just now.");
            }

            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            await context.Response.WriteAsync(answer.Body, context.RequestAborted);
        });
        app.MapGet("/{origin}/checkpoint", (string origin) => witness.Checkpoint(origin) is { } checkpoint ? Results.Bytes(checkpoint, "text/plain; charset=utf-8") : Results.NotFound());
    }

    private static SigningKey Key(Invocation invocation)
    {
        var path = Path.Combine(invocation.Workspace.DataDirectory, "keys", "witness");
        if (KeyFile.Read(path) is { } kept)
        {
            return kept;
        }

        var name = invocation.Parse.GetValue(_name) ?? throw new WorkspaceException(ErrorKind.InvalidInput, "A witness needs a name when it is first started: --name witness.example.org/w1, say.");
        if (!VerifierKey.IsName(name))
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{name}' cannot name a witness: no spaces and no plus signs.");
        }

        var key = SigningKey.New(name, SignatureType.Cosignature);
        KeyFile.Write(path, key);
        return key;
    }

    private static string Alias(SigningKey key) => new([.. key.Verifier.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}
