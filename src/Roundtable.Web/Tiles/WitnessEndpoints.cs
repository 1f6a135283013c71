using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Witnesses;

namespace Roundtable.Web.Tiles;

/// <summary>A witness over HTTP (C2SP tlog-witness), and the checkpoints that it cosigned last.</summary>
public static class WitnessEndpoints
{
    /// <summary>Serves the witness under the site's root.</summary>
    public static void Map(WebApplication app, Witness witness)
    {
        app.MapPost("/add-checkpoint", (HttpContext context) => AddAsync(context, witness));
        app.MapGet("/{origin}/checkpoint", (string origin) => witness.Checkpoint(origin) is { } checkpoint
            ? Results.Bytes(checkpoint, "text/plain; charset=utf-8")
            : Results.NotFound());
    }

    private static async Task AddAsync(HttpContext context, Witness witness)
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
    }
}
