using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roundtable.Workspace;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Layout;

/// <summary>The answer to a request that failed: a page to a browser, problem details (RFC 9457) to a program, never a stack trace.</summary>
public static partial class ErrorAnswers
{
    /// <summary>Answers with what an exception means.</summary>
    public static Task WriteAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        if (fault is BadHttpRequestException bad)
        {
            var tooLarge = bad.StatusCode == StatusCodes.Status413PayloadTooLarge;
            return WriteAsync(
                context,
                bad.StatusCode,
                TLater("The request cannot be read."),
                tooLarge ? TLater("It is larger than 4 MiB. Leave out what the panel need not read.")
                    : TLater("Its parameters or body are not what this address accepts."));
        }

        var (kind, message) = WorkspaceError.Describe(fault);
        if (kind != ErrorKind.Internal)
        {
            Failed(Logger(context), context.Request.Path, kind, message);
            return WriteAsync(context, Status(kind), TLater("The request failed."), message);
        }

        var workspace = context.RequestServices.GetRequiredService<WorkspaceContext>();
        var report = CrashReport.Write(workspace.DataDirectory, fault, workspace.Time.GetUtcNow());
        Crashed(Logger(context), context.Request.Path, fault.GetType().Name, report ?? "no file, since none could be written");
        return WriteAsync(
            context,
            StatusCodes.Status500InternalServerError,
            TLater("Internal error."),
            report is null ? TLater("Please report what led to it.") : $"Details are in {report} on the server: please report the error with that file.");
    }

    /// <summary>Answers with what a status means that came without a body.</summary>
    public static Task WriteStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WriteAsync(context, 404, TLater("There is no such page."),
                TLater("The address may be mistyped, or what was there is gone.")),
            StatusCodes.Status429TooManyRequests => WriteAsync(context, 429, TLater("Too many requests."), TLater("Wait a minute, then try again.")),
            StatusCodes.Status405MethodNotAllowed =>
                WriteAsync(context, 405, TLater("Method not allowed."), TLater("The address exists, but does not accept this HTTP method.")),
            StatusCodes.Status415UnsupportedMediaType =>
                WriteAsync(context, 415, TLater("Unsupported media type."), TLater("State what the body is in Content-Type, such as application/json.")),
            var other => WriteAsync(context, other, TLater("The request failed."), TLater("Its parameters or body are not what this address accepts.")),
        };
    }

    private static ILogger Logger(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorAnswers));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} failed ({Kind}): {Why}")]
    private static partial void Failed(ILogger logger, string path, ErrorKind kind, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed with an internal error ({Type}); details: {Report}.")]
    private static partial void Crashed(ILogger logger, string path, string type, string report);

    private static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.InUse or ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Unwritable => StatusCodes.Status507InsufficientStorage,
        ErrorKind.BadData or ErrorKind.Configuration => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    private static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context)
            : Page.Problem(context, status, title, detail).ExecuteAsync(context);
    }
}
