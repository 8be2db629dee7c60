// How this process proves itself to Azure where no key is given: managed identity, workload identity, AZURE_* variables.

/** The cloud that 21Vianet operates has an Entra ID of its own: https://learn.microsoft.com/azure/china/resources-developer-guide */
const CHINA = /\.(?:azure|chinacloudapi)\.cn$/i;

export function identity(endpoint: string) {
  // require: it brings the whole sign-in of Azure with it, and a key does without.
  const { AzureAuthorityHosts, DefaultAzureCredential } =
    require('@azure/identity') as typeof import('@azure/identity');
  return new DefaultAzureCredential(
    CHINA.test(new URL(endpoint).hostname) ? { authorityHost: AzureAuthorityHosts.AzureChina } : {},
  );
}
