"""The templates of service-linked roles, by the name of the cloud service."""

from __future__ import annotations

from dataclasses import dataclass

from alicloud.core.shapes.json_text import compact

# Services, and the ending of the names of their role and policy.
_SUBJECTS = {
    "actiontrail.aliyuncs.com": "ActionTrail",
    "adbpg.aliyuncs.com": "ADBPG",
    "ahas.aliyuncs.com": "AHAS",
    "alidns.aliyuncs.com": "DNS",
    "apigateway.aliyuncs.com": "ApiGateway",
    "arms.aliyuncs.com": "ARMS",
    "baas.aliyuncs.com": "BaaS",
    "bandwidthscheduler.oos.aliyuncs.com": "OOSBandwidthScheduler",
    "bastionhost.aliyuncs.com": "Bastionhost",
    "cdn-ddos.cdn.aliyuncs.com": "CDNAccessingDDoS",
    "cdn-waf.cdn.aliyuncs.com": "CDNAccessingWAF",
    "cloudmonitor.aliyuncs.com": "CloudMonitor",
    "cloudpush.aliyuncs.com": "CloudPush",
    "collector.elasticsearch.aliyuncs.com": "ElasticsearchCollector",
    "config.aliyuncs.com": "Config",
    "connect-vpc.eventbridge.aliyuncs.com": "EventBridgeConnectVPC",
    "connector.alikafka.aliyuncs.com": "AlikafkaConnector",
    "csb.aliyuncs.com": "CSB",
    "csgbackup.hbr.aliyuncs.com": "HbrCsgBackup",
    "datahub.aliyuncs.com": "DataHub",
    "datasource-es.datav.aliyuncs.com": "DataVDataSourceES",
    "dbaudit.aliyuncs.com": "Dbaudit",
    "dbfs.aliyuncs.com": "Dbfs",
    "ddos.ga.aliyuncs.com": "GaAntiDdos",
    "di.dataworks.aliyuncs.com": "DataWorksDI",
    "dr.hbr.aliyuncs.com": "HbrDr",
    "ecsbackup.hbr.aliyuncs.com": "HbrEcsBackup",
    "ehpc.aliyuncs.com": "EHPC",
    "ess.aliyuncs.com": "AutoScaling",
    "executiondelivery.oos.aliyuncs.com": "OOSExecutionDelivery",
    "gdb.aliyuncs.com": "GDB",
    "gtm.aliyuncs.com": "GTM",
    "gws.aliyuncs.com": "Gws",
    "hcs-sgw.aliyuncs.com": "HCSSGW",
    "hdr.aliyuncs.com": "Hdr",
    "hitsdb.aliyuncs.com": "TSDB",
    "httpdns.aliyuncs.com": "Httpdns",
    "instanceencryption.alikafka.aliyuncs.com": "AlikafkaInstanceEncryption",
    "instancescheduler.oos.aliyuncs.com": "OOSInstanceScheduler",
    "logdelivery.amqp.aliyuncs.com": "AmqpLogDelivery",
    "logmonitor.hcs-sgw.aliyuncs.com": "HCSSGWLogMonitor",
    "monitor.apigateway.aliyuncs.com": "ApiGatewayMonitoring",
    "monitoring.amqp.aliyuncs.com": "AmqpMonitoring",
    "mpserverless.aliyuncs.com": "MPServerless",
    "mse.aliyuncs.com": "MSE",
    "nasbackup.hbr.aliyuncs.com": "HbrNasBackup",
    "nat.aliyuncs.com": "Natgw",
    "ons.aliyuncs.com": "Ons",
    "openanalytics.aliyuncs.com": "OpenAnalytics",
    "opensearch.aliyuncs.com": "OpenSearch",
    "ops.elasticsearch.aliyuncs.com": "ElasticsearchOps",
    "ossbackup.hbr.aliyuncs.com": "HbrOssBackup",
    "polardb.aliyuncs.com": "PolarDB",
    "pts.aliyuncs.com": "Pts",
    "pvtz.aliyuncs.com": "Pvtz",
    "remediation.config.aliyuncs.com": "ConfigRemediation",
    "resourcemanager.aliyuncs.com": "ResourceDirectory",
    "resourcepacket.chatbot.aliyuncs.com": "BeeBotResourcePacket",
    "sddp.aliyuncs.com": "SDDP",
    "secretsmanager-rds.kms.aliyuncs.com": "KMSSecretsManagerForRDS",
    "sendevent-directmail.eventbridge.aliyuncs.com": "EventBridgeSendToDirectMail",
    "sendevent-fc.eventbridge.aliyuncs.com": "EventBridgeSendToFC",
    "sendevent-mns.eventbridge.aliyuncs.com": "EventBridgeSendToMNS",
    "sendevent-sms.eventbridge.aliyuncs.com": "EventBridgeSendToSMS",
    "smc.aliyuncs.com": "SMC",
    "source-rocketmq.eventbridge.aliyuncs.com": "EventBridgeSourceRocketMQ",
    "vpcendpoint.ga.aliyuncs.com": "GaVpcEndpoint",
    "xtrace.aliyuncs.com": "Xtrace",
}

# The vendor does not list which services may have several roles; its examples show this one.
_WITH_SUFFIX = frozenset({"polardb.aliyuncs.com"})


@dataclass(frozen=True, slots=True)
class Template:
    """What the service-linked role of a service is made from.

    Attributes:
        service: Name of the service, a domain name.
        subject: The ending of the names of the role and its policy.
        several: Whether the service may have several roles, distinguished by a suffix.
    """

    service: str
    subject: str
    several: bool

    @property
    def role_name(self) -> str:
        """Name of the role, or the beginning of the names if there may be several."""
        return f"AliyunServiceRoleFor{self.subject}"

    @property
    def policy_name(self) -> str:
        """The system policy that is attached to the role."""
        return f"AliyunServiceRolePolicyFor{self.subject}"

    @property
    def descriptions(self) -> dict[str, str]:
        """What the role is for, by language."""
        return {
            "en": f"Lets {self.subject} work with your resources in other services.",
            "zh": f"允许 {self.subject} 使用您在其他云服务中的资源。",
        }


TEMPLATES = {
    service: Template(service, subject, service in _WITH_SUFFIX)
    for service, subject in _SUBJECTS.items()
}


def trust_policy(template: Template) -> str:
    """The trust policy of the role: only the service may assume it."""
    principal = {"Service": [template.service]}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return compact({"Version": "1", "Statement": [statement]})


def permissions(template: Template) -> str:
    """The document of the role's policy.

    The vendor's documents differ from service to service. This one lets the service manage its own
    resources and, as all of them do, delete the role.
    """
    product = template.service.removesuffix(".aliyuncs.com").rpartition(".")[2]
    own = {"Effect": "Allow", "Action": f"{product}:*", "Resource": "*"}
    removal = {
        "Effect": "Allow",
        "Action": "ram:DeleteServiceLinkedRole",
        "Resource": "*",
        "Condition": {"StringEquals": {"ram:ServiceName": template.service}},
    }
    return compact({"Version": "1", "Statement": [own, removal]})
