// FolderWatcher MODEL.zip INBOX     A research and engineering tool, not a medical device.
using FolderWatcher;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pneumonia.Model;

if (args is not [var model, var inbox])
{
    Console.Error.WriteLine("FolderWatcher MODEL.zip INBOX");
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Services.AddPneumoniaClassifier(model);
builder.Services.AddHostedService(services => new Worker(services.GetRequiredService<PneumoniaClassifier>(), inbox));
await builder.Build().RunAsync();
return 0;
