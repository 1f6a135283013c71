using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace;
using Roundtable.Workspace.Imports;
using Roundtable.Workspace.Logs;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Importing;

/// <summary>The page on which published transcripts are imported: pasted, or as files.</summary>
public static class ImportEndpoints
{
    private const string Pasted = "pasted text";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/import", (HttpContext context) => Page.Of<ImportPage>(context)).RequireAuthorization(AccessPolicies.Asker);
        app.MapPost("/import", ImportAsync).RequireAuthorization(AccessPolicies.Asker);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, ImportService imports, SharedLog shared, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType)
        {
            return Page.Problem(context, StatusCodes.Status415UnsupportedMediaType, TLater("That is no form."),
                TLater("Send the form of /import, or use POST /api/v1/imports."));
        }

        var form = await context.Request.ReadFormAsync(cancellation);
        var text = form["text"].ToString();
        var keep = form["do"].ToString() != "check";
        List<ImportResult> results = [];
        if (text.Trim().Length > 0)
        {
            results.Add(await OneAsync(Pasted, new MemoryStream(Encoding.UTF8.GetBytes(text))));
        }

        foreach (var file in form.Files.Where(f => f.Length > 0))
        {
            results.Add(await OneAsync(Path.GetFileName(file.FileName), file.OpenReadStream()));
        }

        var status = results.Exists(r => r.Error is null) ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return Page.Of<ImportPage>(
            context,
            status,
            ("Text", results.Exists(r => r.Error is not null || !keep) ? text : ""),
            ("Results", results),
            ("IsEmpty", results.Count == 0));

        async Task<ImportResult> OneAsync(string name, Stream stream)
        {
            await using (stream)
            {
                try
                {
                    var source = await TranscriptSource.ReadAsync(name, stream, cancellation);
                    var result = imports.Check(source);
                    if (!keep || result.Error is not null)
                    {
                        return result;
                    }

                    await using var use = await shared.OpenAsync(cancellation);
                    return await imports.KeepAsync(source, use.Log, cancellation);
                }
                catch (WorkspaceException e) when (e.Kind == ErrorKind.BadData)
                {
                    return ImportResult.Unread(name, e);
                }
            }
        }
    }
}
