using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;

namespace Roundtable.Web;

/// <summary>What is told of an error: a page to a browser, problem details (RFC 9457) to a program, a stack trace to nobody.</summary>
public static class Faults
{
    /// <summary>Tells of an exception.</summary>
    public static Task TellAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        if (fault is BadHttpRequestException bad)
        {
            return TellAsync(context, bad.StatusCode, "The request cannot be read.", bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "It is larger than 4 MiB. Leave out what the panel need not read." : "It is not what this address takes.");
        }

        var (kind, told) = WorkspaceError.Describe(fault);
        if (kind != ErrorKind.Internal)
        {
            return TellAsync(context, Status(kind), "It could not be done.", told);
        }

        var workspace = context.RequestServices.GetRequiredService<WorkspaceContext>();
        var report = CrashReport.Write(workspace.DataDirectory, fault, workspace.Time.GetUtcNow());
        return TellAsync(context, StatusCodes.Status500InternalServerError, "A fault of the program itself.", report is null ? "Please report what led to it." : $"What led to it is in {report} on the server: please report it with that file.");
    }

    /// <summary>Tells of a status that nothing else was said about.</summary>
    public static Task TellStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => TellAsync(context, 404, "There is no such page.", "The address may be mistyped, or what was there is gone."),
            StatusCodes.Status429TooManyRequests => TellAsync(context, 429, "Too many requests.", "Wait a minute, then try again."),
            StatusCodes.Status405MethodNotAllowed => TellAsync(context, 405, "That cannot be done here.", "The address is right, but does not take this method."),
            StatusCodes.Status415UnsupportedMediaType => TellAsync(context, 415, "The request cannot be read.", "Send JSON, with Content-Type: application/json."),
            var other => TellAsync(context, other, "It could not be done.", "The request is not what this address takes."),
        };
    }

    private static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.InUse or ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Unwritable => StatusCodes.Status507InsufficientStorage,
        ErrorKind.BadData or ErrorKind.Configuration => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    private static Task TellAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return Page.Problem(context, status, title, detail).ExecuteAsync(context);
    }
}
